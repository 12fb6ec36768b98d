#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/log.hpp"
#include "base/result.hpp"
#include "cli/desk.hpp"

/// What can be set, declared once. The file, the environment, the flags and the documentation all
/// follow from one table.
namespace heed::cli {

enum class Kind { text, address, url, database_url, choice, number, flag, list };

struct Setting {
    std::string_view key;
    Kind kind = Kind::text;
    std::string_view preset;  ///< as it would be typed
    std::string_view help;
    std::string_view example = {};  ///< where the preset says little
    long long least = 0;            ///< of numbers
    long long most = 0;
    std::vector<std::string_view> choices = {};

    [[nodiscard]] std::string environment() const;  ///< "HEED_KEY_FILE"
    [[nodiscard]] std::string option() const;       ///< "--key-file"
    /// "a whole number from 1 to 256".
    [[nodiscard]] std::string expected() const;
};

[[nodiscard]] std::span<const Setting> settings();
[[nodiscard]] const Setting* find_setting(std::string_view key);

inline constexpr std::size_t list_entries_max = 64;
inline constexpr std::size_t config_file_bytes_max = 256 * 1024;

using Value = std::variant<std::string, long long, bool, std::vector<std::string>>;

/// Sources, the weaker first.
enum class Source { preset, file, environment, flag };

class Config {
public:
    /// Everything at its preset.
    Config();

    /// Takes a value if no stronger source has set it. `where` is told when it is wrong
    /// ("heed.toml line 3", "HEED_WORKERS", "--workers").
    [[nodiscard]] Status set(Source source, const std::string& where, std::string_view key,
                             Value value);
    /// The same for what was typed as text.
    [[nodiscard]] Status set_text(Source source, const std::string& where, std::string_view key,
                                  const std::string& text);

    [[nodiscard]] const std::string& text(std::string_view key) const;
    [[nodiscard]] long long number(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;
    [[nodiscard]] const std::vector<std::string>& list(std::string_view key) const;
    [[nodiscard]] Source source(std::string_view key) const;

    /// Where the data lies: the file or the address, whichever was set by the stronger source.
    [[nodiscard]] const std::string& data() const;
    /// The file with the key that seals secrets: beside the data file unless set. Empty for a
    /// PostgreSQL database without one: there is nothing to lie beside.
    [[nodiscard]] std::string key_file() const;

    [[nodiscard]] DeskOptions desk_options() const;
    void set_up_log() const;

private:
    struct Entry {
        Value value;
        Source source = Source::preset;
    };
    template <class T>
    [[nodiscard]] const T& get(std::string_view key) const;
    [[nodiscard]] Status one_place(const std::string& where, std::string_view key,
                                   Source source) const;

    std::map<std::string, Entry, std::less<>> entries_;
};

using Variables = std::vector<std::pair<std::string, std::string>>;
/// What the process was started with, as far as it begins with HEED_.
[[nodiscard]] Variables heed_variables();

/// Reads a TOML file into the config. `name` is how messages call it.
[[nodiscard]] Status read_config_file(Config& config, const std::string& file);
[[nodiscard]] Status read_config_text(Config& config, std::string_view text,
                                      const std::string& name);
[[nodiscard]] Status read_environment(Config& config, const Variables& variables);

struct ConfigSources {
    std::string file;     ///< empty: heed.toml of the current folder when there is one
    Variables variables;  ///< of the environment
    std::map<std::string, std::string> flags;  ///< by key, as typed
};
[[nodiscard]] Result<Config> load_config(const ConfigSources& sources);

/// docs/configuration.md, and a heed.toml with every setting commented out.
[[nodiscard]] std::string config_markdown();
[[nodiscard]] std::string config_toml();

}  // namespace heed::cli
