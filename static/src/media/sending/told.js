// A sending in words: sentences come with the page, in its language; `%(name)s` is filled in here.
export const fill = (sentence, values = {}) =>
  sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// Few browsers know how Kazakh writes numbers: with a comma, as Russian does.
const { lang } = document.documentElement;
const numbers = new Intl.NumberFormat(lang === "kk" ? "ru" : lang, { maximumFractionDigits: 1 });
export const megabytes = (bytes) => numbers.format(bytes && Math.max(0.1, bytes / 1e6));

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value) => String(value).padStart(2, "0");
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
}

function underWay(words, { sent, size, pace }) {
  const values = { sent: megabytes(sent), size: megabytes(size), speed: megabytes(pace.speed) };
  const left = pace.left(size - sent);
  if (left === null) return fill(words.part, values);
  return fill(words.sending, { ...values, left: clock(left) });
}

export function told(words, sending) {
  const { state, sentence, sent, size, answer } = sending;
  if (state === "sending") return underWay(words, sending);
  if (state === "refused") return sentence || words.refused;
  if (state === "arrived" && answer.arrival !== "new") return words[answer.arrival];
  return fill(words[state], { sent: megabytes(sent), size: megabytes(size) });
}
