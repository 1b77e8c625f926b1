// Which word of a text is which of those the machine heard, after people have corrected it.

const bare = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

// How long the longest common run of words is from each pair of places to the end.
function common(one, other) {
  const wide = other.length + 1;
  const longest = new Uint16Array((one.length + 1) * wide);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const same = one[i] === other[j];
      const at = i * wide + j;
      longest[at] = same ? longest[at + wide + 1] + 1 : Math.max(longest[at + wide], longest[at + 1]);
    }
  }
  return (i, j) => longest[i * wide + j];
}

// For each piece of the text the heard word it is, or undefined. Between words that fit, as many
// others as were heard there take their times one by one: they are the same, written rightly.
export function fit(pieces, heard) {
  const one = pieces.map(({ piece }) => bare(piece));
  const other = heard.map(({ text }) => bare(text));
  const longest = common(one, other);
  const found = new Array(one.length);
  let [i, j, from, since] = [0, 0, 0, 0];
  const between = () => {
    if (i - from === j - since) for (let k = 0; from + k < i; k += 1) found[from + k] = heard[since + k];
  };
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      between();
      found[i] = heard[j];
      i += 1;
      j += 1;
      [from, since] = [i, j];
    } else if (longest(i + 1, j) >= longest(i, j + 1)) i += 1;
    else j += 1;
  }
  [i, j] = [one.length, other.length];
  between();
  return found;
}
