// Sends a recording with its progress; whatever fails, the form and the chosen file stay.
const text = (xhr) => {
  try {
    return JSON.parse(xhr.responseText);
  } catch {
    return {};
  }
};

function parts(form) {
  const find = (selector) => form.querySelector(selector);
  return {
    form,
    words: form.dataset,
    file: find("input[type=file]"),
    room: find("[data-progress]"),
    told: find("[data-told]"),
    bar: find("progress"),
    error: find("[data-error]"),
    stop: find("[data-stop]"),
    send: find("button.do"),
  };
}

function rest(page, sentence) {
  page.room.hidden = page.stop.hidden = true;
  page.send.disabled = false;
  page.send.removeAttribute("aria-busy");
  delete page.form.dataset.sent;
  page.error.textContent = sentence;
  page.error.hidden = !sentence;
}

function begin(page) {
  rest(page, "");
  page.room.hidden = page.stop.hidden = false;
  page.send.disabled = true;
  page.bar.value = 0;
  page.told.textContent = page.words.sending;
}

function show(page, event) {
  if (!event.lengthComputable) return;
  const share = Math.floor((100 * event.loaded) / event.total);
  page.bar.value = share;
  const tenth = share - (share % 10); // a screen reader need not hear every hundredth
  page.told.textContent = share < 100 ? `${page.words.sending} · ${tenth} %` : page.words.keeping;
}

function finish(page, xhr) {
  const answer = text(xhr);
  if (xhr.status === 201 && answer.location) {
    page.form.dataset.done = "yes";
    location.assign(answer.location);
  } else rest(page, answer.sentence || page.words.refused);
}

function send(page) {
  const xhr = new XMLHttpRequest();
  xhr.open("POST", page.form.action);
  xhr.setRequestHeader("Accept", "application/json");
  xhr.upload.addEventListener("progress", (event) => show(page, event));
  xhr.addEventListener("load", () => finish(page, xhr));
  xhr.addEventListener("error", () => rest(page, page.words.lost));
  xhr.addEventListener("abort", () => rest(page, page.words.stopped));
  page.stop.onclick = () => xhr.abort();
  begin(page);
  xhr.send(new FormData(page.form));
}

function submit(event) {
  const page = parts(event.currentTarget);
  const [file] = page.file.files;
  if (!file) return; // the server says it in the page's language
  event.preventDefault();
  if (file.size > Number(page.words.limit)) rest(page, page.words.large);
  else send(page);
}

for (const form of document.querySelectorAll("[data-upload]"))
  form.addEventListener("submit", submit);
