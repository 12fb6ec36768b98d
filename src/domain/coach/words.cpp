#include "domain/coach/words.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace heed::coach {

namespace {

struct Point {
    char32_t value = 0;
    std::size_t begin = 0;  ///< in bytes
};

std::vector<Point> points_of(std::string_view text) {
    std::vector<Point> points;
    points.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        points.push_back({next_code_point(text, at), begin});
    }
    return points;
}

void append_utf8(std::string& out, char32_t point) {
    const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0 | point >> 6);
        byte(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        byte(0xE0 | point >> 12);
        byte(0x80 | (point >> 6 & 0x3F));
        byte(0x80 | (point & 0x3F));
    } else {
        byte(0xF0 | point >> 18);
        byte(0x80 | (point >> 12 & 0x3F));
        byte(0x80 | (point >> 6 & 0x3F));
        byte(0x80 | (point & 0x3F));
    }
}

void append_folded(std::string& out, char32_t point) {
    switch (point) {
        case U'ß':
        case U'ẞ':
            out += "ss";
            return;
        case U'æ':
        case U'Æ':
            out += "ae";
            return;
        case U'œ':
        case U'Œ':
            out += "oe";
            return;
        case U'ø':
        case U'Ø':
            out += 'o';
            return;
        case U'ı':
            out += 'i';
            return;
        default:
            append_utf8(out, base_letter(point));
    }
}

bool is_mark(char32_t point) {  // accents that were written apart, joiners, variation selectors
    return (point >= 0x300 && point < 0x370) || (point >= 0x200B && point <= 0x200D) ||
           point == 0xFE0F || point == 0xAD || point == 0xFEFF;
}

bool is_currency(char32_t point) {
    return point == U'€' || point == U'$' || point == U'£' || point == U'¥' || point == U'%' ||
           point == U'₺' || point == U'₹';
}

bool is_emoji(char32_t point) {
    return (point >= 0x1F300 && point < 0x1FB00) || (point >= 0x2600 && point < 0x27C0) ||
           point == 0x2B50;
}

bool ends_sentence(char32_t point) {
    return point == U'.' || point == U'!' || point == U'?' || point == U'\n' || point == U'…' ||
           point == U'‽' || point == U'。' || point == U'？' || point == U';';
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_{text}, points_{points_of(text)} {}

    Words read() {
        while (at_ < points_.size())
            step();
        end_sentence();
        words_.code_points = points_.size();
        return std::move(words_);
    }

private:
    [[nodiscard]] char32_t point(std::size_t at) const {
        return at < points_.size() ? points_[at].value : 0;
    }

    void step() {
        const auto now = point(at_);
        if (begins_link()) return take_link();
        if (now == U'@' && takes_mention()) return;
        if (is_digit(now)) return take_number();
        if (is_letter(now)) return take_word();
        if (is_currency(now)) return take_single(WordKind::sign);
        if (is_emoji(now)) return take_single(WordKind::emoji);
        if (ends_sentence(now)) note_end(now);
        if ((now == U',' || now == U':' || now == U'!') && !words_.list.empty() &&
            words_.list.back().span.end == at_)
            words_.list.back().comma = true;
        ++at_;
    }

    [[nodiscard]] bool begins_link() const {
        if (at_ > 0 && is_letter(point(at_ - 1))) return false;
        const auto rest = text_.substr(points_[at_].begin, 8);
        for (const std::string_view start : {"http://", "https://", "HTTP://", "HTTPS://", "www."})
            if (rest.starts_with(start)) return true;
        return false;
    }

    void take_link() {
        const auto begin = at_;
        while (at_ < points_.size() && !is_space(point(at_)) && point(at_) != U'<' &&
               point(at_) != U'>' && point(at_) != U'"')
            ++at_;
        while (at_ > begin &&
               (ends_sentence(point(at_ - 1)) || point(at_ - 1) == U',' || point(at_ - 1) == U')'))
            --at_;
        auto& word = add(begin, at_, WordKind::link);
        word.folded = text_.substr(points_[begin].begin, byte_at(at_) - points_[begin].begin);
    }

    /// A handle may have dots and a host behind a second '@'; a mail address is none.
    bool takes_mention() {
        if (at_ > 0 && (is_letter(point(at_ - 1)) || is_digit(point(at_ - 1)))) return false;
        auto end = at_ + 1;
        const auto fits = [this](std::size_t place) {
            const auto value = point(place);
            return is_letter(value) || is_digit(value) || value == U'_' || value == U'-' ||
                   value == U'.' || value == U'@';
        };
        while (fits(end))
            ++end;
        while (end > at_ + 1 &&
               (point(end - 1) == U'.' || point(end - 1) == U'-' || point(end - 1) == U'@'))
            --end;
        if (end == at_ + 1) return false;
        auto& word = add(at_, end, WordKind::mention);
        for (auto place = at_ + 1; place < end; ++place)
            append_folded(word.folded, point(place));
        at_ = end;
        return true;
    }

    void take_number() {
        const auto begin = at_;
        const auto inner = [this] {
            const auto value = point(at_);
            return (value == U'.' || value == U',' || value == U':') && is_digit(point(at_ + 1));
        };
        while (is_digit(point(at_)) || inner())
            ++at_;
        auto& word = add(begin, at_, WordKind::number);
        for (auto place = begin; place < at_; ++place)
            append_utf8(word.folded, point(place));
    }

    void take_word() {
        const auto begin = at_;
        std::size_t letters = 0;
        std::size_t capitals = 0;
        std::string folded_word;
        for (; at_ < points_.size(); ++at_) {
            const auto value = point(at_);
            if (is_mark(value)) continue;
            if (!is_letter(value) && !is_digit(value) && value != U'_') break;
            letters += is_letter(value) ? 1 : 0;
            capitals += is_capital(value) ? 1 : 0;
            append_folded(folded_word, value);
        }
        auto& word = add(begin, at_, WordKind::word);
        word.folded = std::move(folded_word);
        word.capital = is_capital(point(begin));
        word.shouted = letters >= 2 && capitals == letters;
        word.tag = begin > 0 && point(begin - 1) == U'#';
    }

    void take_single(WordKind kind) {
        auto& word = add(at_, at_ + 1, kind);
        append_utf8(word.folded, point(at_));
        ++at_;
    }

    Word& add(std::size_t begin, std::size_t end, WordKind kind) {
        if (ended_) end_sentence();
        Word word;
        word.span = {begin, end};
        word.kind = kind;
        word.sentence = words_.sentences.size();
        words_.list.push_back(std::move(word));
        return words_.list.back();
    }

    void note_end(char32_t value) {
        if (words_.list.size() == sentence_begin_) return;
        question_ = question_ || value == U'?' || value == U'？' || value == U'‽';
        exclaimed_ = exclaimed_ || value == U'!';
        ended_ = true;
    }

    void end_sentence() {
        const auto end = words_.list.size();
        if (end > sentence_begin_) {
            const TextSpan span{words_.list[sentence_begin_].span.start,
                                words_.list[end - 1].span.end};
            words_.sentences.push_back({sentence_begin_, end, span, question_, exclaimed_});
        }
        sentence_begin_ = end;
        ended_ = question_ = exclaimed_ = false;
    }

    [[nodiscard]] std::size_t byte_at(std::size_t place) const {
        return place < points_.size() ? points_[place].begin : text_.size();
    }

    std::string_view text_;
    std::vector<Point> points_;
    Words words_;
    std::size_t at_ = 0;
    std::size_t sentence_begin_ = 0;
    bool ended_ = false;
    bool question_ = false;
    bool exclaimed_ = false;
};

}  // namespace

Words words_of(std::string_view text) {
    return Reader(text).read();
}

std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = next_code_point(text, at);
        if (!is_mark(point)) append_folded(out, point);
    }
    return out;
}

}  // namespace heed::coach
