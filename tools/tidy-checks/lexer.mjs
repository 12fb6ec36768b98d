// As much of C++'s lexing as the rules need: comments, string and character literals.

// Comment | raw string | string | character. A digit separator (1'000) is no character literal.
const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"([^(\s]*)\(([\s\S]*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+'/g;

function blank(text) {
    return text.replace(/[^\n]/g, ' ');
}

// The text with comments and literals blanked out, line numbers kept. `#include` lines keep their
// header names, which look like strings but are code.
export function codeOf(text) {
    return text.replace(token, (found) => blank(found));
}

// Literals with nothing but white space between them are one to the compiler, and one here.
export function stringLiterals(text) {
    const literals = [];
    let end = -1;
    for (const found of text.matchAll(token)) {
        const content = found[2] ?? found[3];
        if (content === undefined) continue;
        const last = literals.at(-1);
        if (last && /^\s*$/.test(text.slice(end, found.index))) last.text += content;
        else literals.push({ line: lineAt(text, found.index), text: content });
        end = found.index + found[0].length;
    }
    return literals.map(({ line, text: raw }) => ({ line, text: raw.replace(/\\[nt]/g, ' ') }));
}

function lineAt(text, index) {
    return text.slice(0, index).split('\n').length;
}
