#pragma once

#include "app/env.hpp"
#include "app/store.hpp"
#include "cli/demo_cast.hpp"

namespace heed::cli {

/// The guidelines of the fictional company, as its lead wrote them. Not everybody has read all of
/// them, and some kinds of matters have none: the demo shows the gaps, too.
[[nodiscard]] Status write_playbooks(app::Transaction& transaction, const app::Env& env,
                                     const Cast& cast);

}  // namespace heed::cli
