#include "understand/models_folder.hpp"

namespace heed::understand {

namespace fs = std::filesystem;

std::optional<fs::path> models_folder() {
    std::error_code failed;
    const auto program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) return {};
    return models_folder(program.parent_path());
}

std::optional<fs::path> models_folder(const fs::path& program_folder) {
    for (const auto* place : {"models", "../models", "../share/heed/models"}) {
        const auto folder = (program_folder / place).lexically_normal();
        std::error_code failed;
        for (const auto* file : {"fast.json", "encoder.safetensors"}) {
            if (fs::is_regular_file(folder / file, failed)) return folder;
        }
    }
    return {};
}

bool has_encoder_file(const fs::path& models) {
    const auto folder = models.empty() ? models_folder().value_or(fs::path{}) : models;
    std::error_code failed;
    return !folder.empty() && fs::is_regular_file(folder / "encoder.safetensors", failed);
}

}  // namespace heed::understand
