#include <string>

#include "api/contact_html.hpp"
#include "api/json.hpp"
#include "base/secret.hpp"

namespace heed::api {
namespace {

// Contrasts: text 7:1 and more, borders of fields and icons 3:1 and more, in both schemes.
constexpr std::string_view style = R"css(
:root {
    color-scheme: light dark;
    --ground: #f3f5f8; --card: #ffffff; --text: #1a2029; --quiet: #525c6b; --line: #dfe4ea;
    --edge: #7d8795; --accent: #1f5fd6; --accent-over: #174bad; --on-accent: #ffffff;
    --tint: #eaf1fe; --wrong: #b3340a; --wrong-tint: #fdf0eb; --done: #0b6b57;
    --shadow: 0 1px 2px rgb(20 30 50 / .06), 0 8px 32px rgb(20 30 50 / .07);
}
@media (prefers-color-scheme: dark) {
    :root {
        --ground: #0f1216; --card: #191e25; --text: #eef1f5; --quiet: #a8b2bf; --line: #2c343e;
        --edge: #79869a; --accent: #7fb0ff; --accent-over: #a5c8ff; --on-accent: #0b1930;
        --tint: #1d2a40; --wrong: #ff9a70; --wrong-tint: #2d1d16; --done: #6fd6bd;
        --shadow: 0 1px 2px rgb(0 0 0 / .4);
    }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
    margin: 0; background: var(--ground); color: var(--text);
    font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
}
main {
    max-width: 40rem; margin: clamp(0px, 6vh, 4.5rem) auto; padding: clamp(1.5rem, 5vw, 2.75rem);
    background: var(--card); border: 1px solid var(--line); border-radius: 1.125rem;
    box-shadow: var(--shadow); overflow-wrap: break-word;
}
body.embedded { background: var(--card); }
.embedded main { margin: 0 auto; padding: 1rem; border: 0; border-radius: 0; box-shadow: none; }
header { margin-block-end: 2rem; }
h1 { margin: 0; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
:lang(ar) h1, :lang(he) h1 { letter-spacing: 0; }
h2 { margin: 0; font-size: 1.0625rem; line-height: 1.4; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: .2em; }
a:hover { color: var(--accent-over); }
.intro { margin-block-start: .625rem; color: var(--quiet); white-space: pre-line; }
.over { margin-block-end: .25rem; color: var(--quiet); }
.quiet { margin-block-start: 1.5rem; color: var(--quiet); font-size: .9375rem; }
.aside { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { flex: none; inline-size: 1.25em; block-size: 1.25em; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }

.field { margin-block-end: 1.5rem; }
label { display: block; font-weight: 600; }
.hint { color: var(--quiet); font-size: .9375rem; }
input, textarea {
    display: block; inline-size: 100%; margin-block-start: .4375rem; padding: .6875rem .875rem;
    min-block-size: 3rem; font: inherit; color: inherit; background: var(--card);
    border: 1px solid var(--edge); border-radius: .625rem;
}
[dir=rtl] input[dir=ltr] { text-align: end; }
textarea { min-block-size: 7rem; resize: vertical; field-sizing: content; max-block-size: 60vh; }
[aria-invalid] { border: 2px solid var(--wrong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { display: flex; gap: .5rem; margin-block-start: .25rem; color: var(--wrong); font-weight: 500; }
.problem .icon { margin-block-start: .15em; }
button {
    inline-size: 100%; min-block-size: 3.125rem; padding: .75rem 1.75rem; font: inherit; font-weight: 600;
    color: var(--on-accent); background: var(--accent); border: 1px solid transparent;
    border-radius: .625rem; cursor: pointer;
}
button:hover { background: var(--accent-over); }
@media (min-width: 30rem) { button { inline-size: auto; } }
@media (max-width: 30rem) {
    main { margin: 0; border: 0; border-radius: 0; box-shadow: none; min-block-size: 100vh; }
    body { background: var(--card); }
    .embedded main { min-block-size: 0; }
}

.problems { margin-block-end: 2rem; padding: 1.125rem 1.25rem; background: var(--wrong-tint); border-inline-start: 4px solid var(--wrong); border-radius: .5rem; }
.problems h2 { display: flex; gap: .5rem; color: var(--wrong); }
.problems .icon { margin-block-start: .1em; }
.problems ul { margin: .5rem 0 0; padding-inline-start: 1.25rem; }
.problems a { color: inherit; }

.state { display: flex; gap: .875rem; margin-block-end: 2rem; padding: 1.125rem 1.25rem; background: var(--tint); border-radius: .75rem; }
.state > .icon { color: var(--accent); margin-block-start: .1em; }
.settled > .icon { color: var(--done); }
.state div > p + p { margin-block-start: .375rem; }
.now { font-weight: 600; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.links a { padding-block: .125rem; }
.messages { margin: 0 0 2rem; padding: 0; list-style: none; display: grid; gap: 1.25rem; }
.messages li { display: grid; gap: .3125rem; max-inline-size: min(88%, 34rem); }
.ours { justify-self: start; }
.theirs { justify-self: end; }
.theirs .who { text-align: end; }
.who { color: var(--quiet); font-size: .9375rem; }
.who bdi { color: var(--text); font-weight: 600; }
.who time { margin-inline-start: .25rem; white-space: nowrap; }
.text { padding: .75rem 1rem; border-radius: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.ours .text { background: var(--card); border: 1px solid var(--edge); border-end-start-radius: .25rem; }
.theirs .text { background: var(--tint); border: 1px solid transparent; border-end-end-radius: .25rem; }
.gone { color: var(--quiet); font-style: italic; }
@media (forced-colors: active) { .theirs .text, .state, .problems { border: 1px solid; } }
)css";

// Without it everything works: times are in UTC then, and a frame keeps its first height.
constexpr std::string_view script = R"js((() => {
    "use strict";
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
        dateStyle: "medium", timeStyle: "short",
    });
    for (const time of document.querySelectorAll("time")) {
        time.textContent = format.format(new Date(time.dateTime));
    }
    for (const form of document.forms) {
        let sent = false;
        form.addEventListener("submit", (event) => {
            if (sent) event.preventDefault();
            sent = true;
        });
        addEventListener("pageshow", () => { sent = false; });
    }
    if (window.parent === window) return;
    const tell = () => {
        const height = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
        window.parent.postMessage({ heedHeight: height }, "*");
    };
    new ResizeObserver(tell).observe(document.querySelector("main"));
    tell();
})();
)js";

constexpr std::string_view embed_script = R"js((() => {
    "use strict";
    const script = document.currentScript;
    const page = new URL(script.src.replace(/\/embed\.js(\?.*)?$/, ""));
    page.searchParams.set("embed", "1");
    const language = script.dataset.lang || document.documentElement.lang;
    if (language) page.searchParams.set("lang", language.slice(0, 35));
    const frame = document.createElement("iframe");
    frame.src = page.href;
    frame.title = script.dataset.title || title;
    frame.style.cssText = "display:block;width:100%;max-width:100%;height:44rem;border:0;color-scheme:auto";
    addEventListener("message", (event) => {
        if (event.source !== frame.contentWindow || event.origin !== page.origin) return;
        const height = Number(event.data && event.data.heedHeight);
        if (height > 0) frame.style.height = `${Math.min(height, 10000)}px`;
    });
    script.after(frame);
})();
)js";

}  // namespace

std::string_view contact_style() {
    return style;
}

std::string_view contact_script() {
    return script;
}

std::string_view contact_files_version() {
    static const std::string version =
        hash_token(std::string{style} + std::string{script}).substr(0, 16);
    return version;
}

std::string contact_embed_script(std::string_view title) {
    std::string out = "{\nconst title = ";
    json::append_string(out, title);
    out += ";\n";
    out += embed_script;
    return out + "}\n";
}

}  // namespace heed::api
