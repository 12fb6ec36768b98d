#include "cli/command_line.hpp"

int main(int count, char** words) {
    return heed::cli::run(count, words);
}
