// What could not be saved yet (signed out, no network): kept in this tab only, for whom it belongs to, until it is saved.

const START = "shuangliao.call.";

/** For one operator; what another left in this tab is thrown away unread. The pad is marked while its call waits. */
export function unsavedOf(pad) {
  const own = `${START}${pad.dataset.operator}.`;
  for (const key of keys()) {
    if (!key.startsWith(own)) remove(key);
  }

  return {
    /** `state` is what stands on the pad, `version` the one that it was typed upon. */
    keep(version, state) {
      pad.dataset.unsaved = "yes";
      const value = JSON.stringify({ call: pad.dataset.call, version, state });
      try { sessionStorage.setItem(own + pad.dataset.call, value); } catch (refused) { /* the page itself still holds it */ }
    },
    forget(call = pad.dataset.call) {
      if (call === pad.dataset.call) delete pad.dataset.unsaved;
      remove(own + call);
    },
    /** What is left of calls, this one first. */
    left() {
      const found = keys().map(read).filter((one) => one && typeof one.call === "string" && one.state);
      return found.sort((one, other) => (other.call === pad.dataset.call) - (one.call === pad.dataset.call));
    },
  };
}

function keys() {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(START));
  } catch (refused) {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch (refused) {
    return null;
  }
}

function remove(key) {
  try { sessionStorage.removeItem(key); } catch (refused) { /* nothing was kept */ }
}
