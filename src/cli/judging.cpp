#include "cli/judging.hpp"

namespace heed::cli {

Result<std::unique_ptr<app::Judging>> open_judging(const std::string&, store::Database&) {
    return std::make_unique<app::NoJudging>();
}

}  // namespace heed::cli
