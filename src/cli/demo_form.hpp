#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/incoming.hpp"

namespace heed::cli {

/// What came by the contact page before the demo began, and what was answered.
struct FormPost {
    Millis ago;
    std::string remote_id;
    std::string in_reply_to;  ///< of an answer: what it answers
    std::string writer;       ///< the colleague who answered; empty: the customer
    std::string name;
    std::string mail;
    std::string language;
    std::string text;
};

/// In the order in which it was written.
[[nodiscard]] const std::vector<FormPost>& form_posts();

[[nodiscard]] app::IncomingPost as_incoming(const FormPost& post, Time at);

}  // namespace heed::cli
