// The chat without loading the page anew: what is sent goes by itself, what is new is shown, and nothing typed is lost.
"use strict";

const form = document.getElementById("chat");
const log = document.getElementById("log");
const text = document.getElementById("text");
const file = document.getElementById("file");
const notice = document.getElementById("status");
const KEPT = "kernbot-typed";
const AGAIN_MS = 3000;
const REFUSED = { 413: "large", 429: "busy" }; // by status: the sentence that the form holds

let last = Promise.resolve(); // what was done last
let waiting = null; // the text that is on its way

function tell(words) {
  if (notice.textContent !== words) notice.textContent = words;
}

function toEnd() {
  window.scrollTo(0, document.documentElement.scrollHeight);
}

function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}

function put(id, html) {
  const fresh = element(html);
  const old = document.getElementById("m" + id);
  const held = old && old.contains(document.activeElement);
  if (old) old.replaceWith(fresh);
  else log.append(fresh);
  if (held) text.focus(); // the button that was pressed is gone: the keyboard goes on where one types
  if (!old) toEnd();
}

function listen() {
  const live = new EventSource("live");
  live.addEventListener("all", (event) => {
    const { html } = JSON.parse(event.data);
    if (log.dataset.shown !== html) {
      log.innerHTML = html;
      log.dataset.shown = html;
      toEnd();
    }
    tell("");
  });
  live.addEventListener("one", (event) => {
    const { id, html } = JSON.parse(event.data);
    put(id, html);
  });
  live.addEventListener("gone", (event) => {
    document.getElementById("m" + JSON.parse(event.data).id)?.remove();
  });
  live.addEventListener("note", (event) => tell(JSON.parse(event.data).text));
  live.addEventListener("error", () => tell(form.dataset.lost));
}

// One after the other, as they were done; what cannot be sent now is tried until it is.
function send(data) {
  const said = data.get("text");
  if (said && said === waiting) return; // Enter twice is once
  waiting = said;
  data.set("name", crypto.randomUUID ? crypto.randomUUID() : String(Math.random()));
  last = last.then(() => post(data)).then(() => {
    if (waiting === said) waiting = null;
  });
}

async function post(data) {
  tell(form.dataset.waits);
  for (;;) {
    try {
      const answer = await fetch("say", { method: "POST", body: data, headers: { "X-Kernbot-Live": "1" } });
      if (answer.ok) {
        taken(data);
        tell("");
      } else if (answer.status < 500) {
        if (answer.status === 413) file.value = ""; // else it would go along with whatever is typed next
        tell(form.dataset[REFUSED[answer.status] || "gone"]);
      }
      if (answer.status < 500) return;
    } catch {
      tell(form.dataset.lost);
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

function taken(data) {
  if (text.value === data.get("text")) text.value = "";
  if (data.get("file")?.size) file.value = "";
  keep();
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, text.value);
  } catch {
    // a browser that keeps nothing: what is typed stays on the page
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const pressed = event.submitter;
  if (pressed?.closest("#opened")) {
    pressed.closest("#opened").remove(); // once is enough, and what the link carries need not stand in the address
    history.replaceState(null, "", "./");
    text.focus();
  }
  if (pressed && pressed.name) {
    data.set(pressed.name, pressed.value);
    data.delete("text");
    data.delete("file");
  } else if (!text.value.trim() && !file.files.length) {
    text.focus();
    return;
  }
  send(data);
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  }
});
text.addEventListener("input", keep);
file.addEventListener("change", () => {
  if (file.files.length) form.requestSubmit(document.getElementById("send"));
});

try {
  if (!text.value) text.value = sessionStorage.getItem(KEPT) || "";
} catch {
  // as above
}
toEnd();
text.focus();
listen();
