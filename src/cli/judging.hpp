#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/judging.hpp"
#include "store/database.hpp"

namespace heed::cli {

/// Where what `heed train` learned is kept, as understand::Refit writes it.
inline constexpr std::string_view refit_setting = "encoder_refit";

/// What judges posts at a desk: the models of the folder (empty: looked for beside the program),
/// what its people corrected and taught, and its topics. Without models the desk works, and its
/// state says so; a model file that is broken is an error.
[[nodiscard]] Result<std::unique_ptr<app::Judging>> open_judging(const std::string& models,
                                                                 store::Database& database);

}  // namespace heed::cli
