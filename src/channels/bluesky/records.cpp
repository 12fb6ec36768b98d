#include "channels/bluesky/records.hpp"

#include <boost/json.hpp>

#include "channels/bluesky/post_view.hpp"

namespace heed::channels::bluesky {

Result<bool> record_exists(Session& session, const std::string& uri, const std::stop_token& stop) {
    const auto parts = parse_post_uri(uri);
    if (!parts) return fail(ErrorCode::invalid, "not a post of Bluesky's");
    const XrpcCall call{
        XrpcKind::query,
        "com.atproto.repo.getRecord",
        {{"repo", parts->did}, {"collection", parts->collection}, {"rkey", parts->record_key}}};
    const auto answer = session.call(call, stop);
    if (answer) return true;
    const auto& error = answer.error();
    // An account that is gone has no name of its own among the refusals, only this sentence.
    const bool account_gone = error.code == ErrorCode::invalid &&
                              error.message.find("Could not find repo") != std::string::npos;
    if (error.code == ErrorCode::not_found || account_gone) return false;
    return fail(error);
}

}  // namespace heed::channels::bluesky
