#pragma once

#include <vector>

#include "app/incoming.hpp"
#include "app/judging.hpp"
#include "app/listening.hpp"

namespace heed::app {

/// Of the posts that may enter unasked so many a time are judged in depth; more arrive at once only
/// in a storm, and then the fast layer's word must do.
inline constexpr std::size_t look_twice_max = 16;

/// What the desk thinks of items before it takes them in: the terms in what does not address us
/// (without `listening` nothing is looked for), and a first judgement of what people wrote to us or
/// about us. Our own posts, what was fetched to understand a thread, and what names us nowhere and
/// answers nobody need none.
void first_look(const std::vector<Incoming*>& items, const Listening* listening,
                const Judging& judging);

}  // namespace heed::app
