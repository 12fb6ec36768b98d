#pragma once

#include "app/answer_records.hpp"
#include "app/env.hpp"
#include "app/store.hpp"

/// Guidelines for kinds of matters, in versions that people confirm having read.
namespace heed::app {

inline constexpr std::size_t playbooks_max = 500;
inline constexpr std::size_t playbook_text_bytes_max = 5'000;  ///< of goal and tone
inline constexpr std::size_t playbook_lines_max = 100;         ///< facts, authority, examples
inline constexpr std::size_t playbook_line_bytes_max = 2'000;

/// A new playbook when `record` has no id, otherwise its next version. Who writes it has read it.
/// `conflict` with the field "If-Match" when there is a newer version than `seen`.
[[nodiscard]] Result<PlaybookRecord> save_playbook(Transaction& transaction, const Env& env,
                                                   PlaybookRecord record,
                                                   std::optional<long long> seen);

/// The actor has read it. `conflict` when there is a newer version.
[[nodiscard]] Status confirm_playbook(Transaction& transaction, const Env& env, PlaybookId id,
                                      long long version);

}  // namespace heed::app
