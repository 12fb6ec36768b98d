#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "cli/desk.hpp"

namespace heed::cli {
namespace {

/// The UI's types are made from a copy of the document; a copy that is out of date would let the
/// two drift apart unseen.
TEST(OpenApi, TheInterfacesCopyIsTheDesksOwn) {
    std::ifstream file(HEED_SOURCE_DIR "/ui/src/api/openapi.json");
    std::ostringstream copy;
    copy << file.rdbuf();
    ASSERT_FALSE(copy.str().empty());
    EXPECT_EQ(boost::json::parse(copy.str()), boost::json::parse(openapi_document()))
        << "run: build/heed openapi > ui/src/api/openapi.json && npm --prefix ui run types";
}

}  // namespace
}  // namespace heed::cli
