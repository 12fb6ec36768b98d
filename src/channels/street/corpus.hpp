#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace heed::channels::street {

using Lines = std::vector<std::string>;
using LinesByKey = std::map<std::string, Lines, std::less<>>;

/// What a matter is, before anybody has judged it: the truth that a judgement can be held against.
enum class Intent { complaint, question, request, praise, other };

/// A situation that somebody may be in, and what they say as it goes on.
struct Matter {
    std::string name;
    std::string trade;  ///< parcel, shop, mobile, app, food, transport
    std::string language;
    Intent intent = Intent::other;
    int severity = 0;        ///< 0 to 3
    bool sensitive = false;  ///< cannot be solved where everybody reads
    std::string incident;    ///< happens only in a wave of this name; empty: on any day
    std::string picture;     ///< name of the picture shown with it, may be empty
    std::string picture_alt;
    LinesByKey lines;
};

/// What people of one language say whatever the matter, and what they are called.
struct Tongue {
    std::string language;
    Lines given;
    Lines family;
    LinesByKey lines;
};

/// Everything people say on the street, read from text files of this form:
///
///     [language en]            begins what is said in that language
///     more1: hello? ...        a line by its key; a key may be repeated, a line is one variant
///     before, after: ...       put round an opening that somebody else has used before
///     [matter rain_box parcel complaint 2]     name, trade, intent, severity
///     open: ...                opening posts
///     more1..more3: ...        follow-ups when nobody answers, ever angrier
///     answer, dm, thanks: ...  what the person says to a question, in private, at the end
///     reply: ...               a good answer, for the past that the desk finds at its start
///
/// A matter that lacks a key uses its language's. Slots: {order} {mail} {phone} {name} {fullname}
/// {agent} {handle} {quote}; "\n" is a line break.
class Corpus {
public:
    [[nodiscard]] static Result<Corpus> parse(const std::vector<std::string_view>& files);
    /// The one that is part of the program.
    [[nodiscard]] static const Corpus& shipped();

    [[nodiscard]] const std::vector<Matter>& matters() const { return matters_; }
    [[nodiscard]] const std::vector<Tongue>& tongues() const { return tongues_; }
    [[nodiscard]] const Tongue& tongue(std::string_view language) const;
    /// The matter's own lines under a key, else its language's; empty when neither has any.
    [[nodiscard]] const Lines& lines(const Matter& matter, std::string_view key) const;

    /// Changes with any word, so that a world is not continued with other people's words.
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

private:
    friend class CorpusReader;
    std::uint64_t fingerprint_ = 0;
    std::vector<Matter> matters_;
    std::vector<Tongue> tongues_;
};

[[nodiscard]] const Lines& lines_of(const LinesByKey& lines, std::string_view key);

}  // namespace heed::channels::street
