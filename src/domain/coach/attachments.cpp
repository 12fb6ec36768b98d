#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "domain/coach/remarks.hpp"

/// Files and pictures: seen by whoever sends them, described, nobody else's.
namespace heed::coach {

namespace {

constexpr double explicit_min = 0.7;
constexpr double perhaps_explicit_min = 0.4;
constexpr std::size_t alt_letters_min = 6;

bool is_picture(const AttachmentFacts& file) {
    return file.mime.starts_with("image/");
}

std::string_view without_ending(std::string_view name) {
    return name.substr(0, name.rfind('.'));
}

/// Words as people write them in file names.
std::vector<Word> words_of_name(std::string_view name) {
    std::string apart;
    bool small_before = false;
    for (const char letter : without_ending(name)) {
        const bool capital = letter >= 'A' && letter <= 'Z';
        if (capital && small_before) apart += ' ';
        const bool breaks = letter == '_' || letter == '-' || letter == '.';
        apart += breaks ? ' ' : letter;
        small_before = letter >= 'a' && letter <= 'z';
    }
    return words_of(apart).list;
}

/// A file that has no name is called by what is said of it.
std::string shown(const AttachmentFacts& file) {
    if (!file.name.empty()) return file.name;
    return file.alt.empty() ? "📎" : file.alt;
}

void look_at_alt(const Reading& reading, const AttachmentFacts& file, Remarks& remarks) {
    if (!is_picture(file)) return;
    const auto alt = trim(file.alt);
    if (alt.empty()) {
        remarks.add(Grade::ask, "alt_text.missing", {}, {{"file", shown(file)}});
        return;
    }
    const auto words = read_text(alt, reading.draft.language, reading.rules);
    const bool empty_words = reading.has(words, "alt_filler") && words.words.list.size() <= 2;
    const bool file_name = lower_ascii(alt) == lower_ascii(file.name) ||
                           lower_ascii(alt) == lower_ascii(without_ending(file.name)) ||
                           alt.ends_with(".png") || alt.ends_with(".jpg") ||
                           alt.ends_with(".jpeg") || alt.starts_with("IMG_");
    if (file_name || empty_words || words.words.code_points < alt_letters_min)
        remarks.add(Grade::ask, "alt_text.empty_words", {}, {{"file", shown(file)}});
}

/// Its name or its description says what it shows.
bool says_explicit(const Reading& reading, const AttachmentFacts& file) {
    std::string said = file.alt + " . ";
    for (const auto& word : words_of_name(file.name))
        said += word.folded + ' ';
    const auto wanted = reading.rules.list("explicit_file");
    const auto words = words_of(said);
    for (const auto& [language, phrases] : reading.rules.languages)
        for (const auto& hit : phrases.find(words))
            if (hit.list == wanted) return true;
    return false;
}

void look_at_explicit(const Reading& reading, const AttachmentFacts& file, Remarks& remarks) {
    if (file.second_person_agreed) return;
    if (says_explicit(reading, file)) {
        remarks.add(Grade::stop, "attachment.explicit", {}, {{"file", shown(file)}});
        return;
    }
    if (!file.explicit_score) {
        if (file.unscreened)
            remarks.add(Grade::ask, "attachment.explicit_unknown", {}, {{"file", shown(file)}});
        return;
    }
    if (*file.explicit_score >= explicit_min) {
        remarks.add(Grade::stop, "attachment.explicit", {}, {{"file", shown(file)}});
    } else if (*file.explicit_score >= perhaps_explicit_min) {
        remarks.add(Grade::ask, "attachment.perhaps_explicit", {}, {{"file", shown(file)}});
    }
}

std::set<std::string> words_at_home(const Reading& reading) {
    std::set<std::string> words;
    const auto add = [&words](const Words& text) {
        for (const auto& word : text.list)
            words.insert(word.folded);
    };
    add(reading.draft.words);
    for (const auto& post : reading.posts)
        add(post.words);
    for (const std::string_view name :
         {std::string_view(reading.facts.customer.name), std::string_view(reading.facts.brand),
          std::string_view(reading.facts.agent)})
        add(words_of(name));
    for (const auto& word : name_words(reading.facts.customer.handle))
        words.insert(word);
    for (const auto& name : reading.facts.colleagues)
        add(words_of(name));
    for (const auto& fact : reading.facts.playbook.facts)
        add(words_of(fact));
    return words;
}

bool is_in_list(const Reading& reading, const std::string& word, std::string_view list) {
    const auto wanted = reading.rules.list(list);
    const Words alone = words_of(word);
    for (const auto& [language, phrases] : reading.rules.languages)
        for (const auto& hit : phrases.find(alone))
            if (hit.list == wanted) return true;
    return false;
}

bool names_known_other(const Reading& reading, const std::vector<Word>& words) {
    const auto customer = name_words(reading.facts.customer.name);
    const auto named = [&words](const std::string& part) {
        return std::any_of(words.begin(), words.end(),
                           [&part](const Word& word) { return word.folded == part; });
    };
    return std::any_of(
        reading.facts.other_customers.begin(), reading.facts.other_customers.end(),
        [&](const std::string& other) {
            const auto parts = name_words(other);
            return !parts.empty() && named(parts.back()) && parts.back().size() > 2 &&
                   std::find(customer.begin(), customer.end(), parts.back()) == customer.end();
        });
}

/// Two words with capitals that nobody here spoke of, in the name of a document; or a first name.
bool names_stranger(const Reading& reading, const std::vector<Word>& words) {
    const auto known = words_at_home(reading);
    std::size_t in_a_row = 0;
    for (const auto& word : words) {
        if (word.kind == WordKind::word && !known.contains(word.folded) &&
            is_in_list(reading, word.folded, "first_name"))
            return true;
        const bool name = word.kind == WordKind::word && word.capital && !word.shouted &&
                          word.folded.size() > 2 && !known.contains(word.folded) &&
                          !is_in_list(reading, word.folded, "file_word");
        in_a_row = name ? in_a_row + 1 : 0;
        if (in_a_row == 2) return true;
    }
    return false;
}

void look_at_file_name(const Reading& reading, const AttachmentFacts& file, Remarks& remarks) {
    const auto words = words_of_name(file.name);
    if (names_known_other(reading, words) || names_stranger(reading, words)) {
        remarks.add(Grade::stop, "attachment.other_person", {}, {{"file", shown(file)}});
        return;
    }
    std::string plain;
    for (const auto& word : words)
        plain += word.folded + ' ';
    const auto text = read_text(plain, reading.draft.language, reading.rules);
    if (reading.has(text, "internal_file"))
        remarks.add(Grade::stop, "attachment.internal", {}, {{"file", shown(file)}});
}

void look_at_type(const AttachmentFacts& file, Remarks& remarks) {
    constexpr std::array<std::string_view, 9> programs = {".exe", ".bat", ".cmd", ".scr", ".js",
                                                          ".vbs", ".jar", ".msi", ".com"};
    const auto name = lower_ascii(file.name);
    if (std::any_of(programs.begin(), programs.end(),
                    [&name](std::string_view ending) { return name.ends_with(ending); }))
        remarks.add(Grade::stop, "attachment.program", {}, {{"file", shown(file)}});
}

void look_at_file(const Reading& reading, const AttachmentFacts& file, Remarks& remarks) {
    look_at_explicit(reading, file, remarks);
    look_at_file_name(reading, file, remarks);
    look_at_type(file, remarks);
    if (file.used_elsewhere) {
        // A picture that somebody looked at may fit many, a document hardly ever.
        const bool unseen = file.looked_at_known && !file.looked_at;
        const bool may_fit = is_picture(file) && !unseen;
        remarks.add(may_fit ? Grade::ask : Grade::stop, "attachment.used_elsewhere", {},
                    {{"file", shown(file)}});
    }
    if (file.looked_at_known && !file.looked_at)
        remarks.add(Grade::ask, "attachment.not_looked_at", {}, {{"file", shown(file)}});
    if (file.has_place) remarks.add(Grade::ask, "attachment.place", {}, {{"file", shown(file)}});
    look_at_alt(reading, file, remarks);
}

}  // namespace

void look_at_attachments(const Reading& reading, Remarks& remarks) {
    const auto& files = reading.facts.attachments;
    for (std::size_t i = 0; i < std::min(files.size(), listed_max); ++i)
        look_at_file(reading, files[i], remarks);
}

}  // namespace heed::coach
