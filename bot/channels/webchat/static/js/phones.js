// Telephone numbers in running text. What is a price, a day count or a paper's number must not become a link.

const CANDIDATE = /0\d{2,3}[-－ ]?[2-8]\d{6,7}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|12345|12356|12333|12315|12329|12393|12348|12366|12328|12309|12122|12389|12336|12320|12328|12316|12314|12350|12385|12313|12300|10000|10086|10010|12388|12355|12338|96110|95598|119|110|120|122/g;
const UNIT = /^\s*[元块万千百亿天日号个条款平米岁年月周人户份次件套本页%％.．\d\-〕]/;

/** The pieces of `text` in order: {text, number}; `number` is "" where there is none to call. */
export function split(text) {
  const pieces = [];
  let from = 0;
  for (const [at, found] of candidates(text)) {
    if (!mayBeCalled(text, at, found)) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), number: "" });
    pieces.push({ text: found, number: found.replace(/\D/g, "") });
    from = at + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), number: "" });
  return pieces;
}

/** Every number to call in `text`, each once. */
export function numbersIn(text) {
  return split(text).map((piece) => piece.number).filter((number, at, all) => number && all.indexOf(number) === at);
}

function candidates(text) {
  const found = [];
  text.replace(CANDIDATE, (hit, at) => found.push([at, hit]));
  return found;
}

function mayBeCalled(text, at, found) {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + found.length);
  if (/[0-9A-Za-z.\-第〔￥¥×]$|[A-Za-z]\/$/.test(before)) return false;
  if (/^[0-9A-Za-z]/.test(after)) return false;
  return found.length > 6 || !UNIT.test(after);
}
