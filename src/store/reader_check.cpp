#include "store/columns.hpp"
#include "store/reader.hpp"

namespace heed::store {

long long Reader::count_all_posts() {
    Integer count = 0;
    db_.each<Integer>("posts.count_all", {}, [&](Integer value) { count = value; });
    return count;
}

std::vector<std::string> Reader::damage() {
    std::vector<std::string> found;
    db_.each<String>("schema.integrity", {}, [&](String& line) {
        if (line != "ok") found.push_back(line);
    });
    db_.each<String>("schema.foreign_key_violations", {},
                     [&](String& line) { found.push_back(line); });
    return found;
}

}  // namespace heed::store
