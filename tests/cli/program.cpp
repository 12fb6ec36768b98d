#include "cli/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "support/desk_store.hpp"

extern "C" char** environ;

namespace heed::test {

namespace {

std::string read_all(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

}  // namespace

Outcome run_heed(const std::vector<std::string>& words, const std::string& input,
                 const std::vector<std::string>& variables) {
    const TempFolder folder;
    std::ofstream(folder.file("in"), std::ios::binary) << input;
    std::vector<std::string> line{HEED_BINARY_DIR "/heed"};
    line.insert(line.end(), words.begin(), words.end());
    std::vector<std::string> environment = variables;
    for (char** at = environ; *at != nullptr; ++at) {
        if (!std::string_view(*at).starts_with("HEED_")) environment.emplace_back(*at);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, folder.file("in").c_str(), O_RDONLY, 0);
    constexpr int fresh = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, 1, folder.file("out").c_str(), fresh, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, folder.file("err").c_str(), fresh, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, folder.file("").c_str());
    auto arguments = pointers(line);
    auto settings = pointers(environment);
    pid_t child = 0;
    const int failed =
        ::posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), settings.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return {};
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status),
            read_all(folder.file("out")), read_all(folder.file("err"))};
}

}  // namespace heed::test
