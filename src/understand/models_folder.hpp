#pragma once

#include <filesystem>
#include <optional>

namespace heed::understand {

/// Where the models lie that came with the program: in `models` beside it or beside its folder, or
/// in share/heed/models of where it is installed. Nothing when there are none.
[[nodiscard]] std::optional<std::filesystem::path> models_folder();

/// The same, seen from a folder that holds the program.
[[nodiscard]] std::optional<std::filesystem::path> models_folder(
    const std::filesystem::path& program_folder);

/// Whether the folder (empty: that of `models_folder`) holds an encoder; looks at nothing else.
[[nodiscard]] bool has_encoder_file(const std::filesystem::path& models);

}  // namespace heed::understand
