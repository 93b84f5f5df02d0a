// An emergency is heard: two tones, made here, three times. A browser that has not been touched yet stays silent.

const TONES_HZ = [880, 660];
const TONE_S = 0.25;
const TIMES = 3;
const LOUDNESS = 0.2;
const ALLOWED_WITHIN_MS = 2000;
let sound = null;

/** Sound the alarm; a browser without sound has the title and the words. */
export async function alarm() {
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!Sound || (navigator.userActivation && !navigator.userActivation.hasBeenActive)) return;
  try {
    sound = sound || new Sound();
    await Promise.race([sound.resume(), new Promise((done) => { setTimeout(done, ALLOWED_WITHIN_MS); })]);
    if (sound.state !== "running") return;
    for (let at = 0; at < TIMES * TONES_HZ.length; at += 1) {
      tone(TONES_HZ[at % TONES_HZ.length], sound.currentTime + at * TONE_S);
    }
  } catch {
    sound = null;
  }
}

function tone(pitch, from) {
  const source = sound.createOscillator();
  const volume = sound.createGain();
  source.frequency.value = pitch;
  volume.gain.value = LOUDNESS;
  source.connect(volume).connect(sound.destination);
  source.start(from);
  source.stop(from + TONE_S);
}
