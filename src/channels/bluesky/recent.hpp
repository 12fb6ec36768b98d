#pragma once

#include <deque>
#include <string>
#include <unordered_set>

namespace heed::channels::bluesky {

/// A set that forgets its oldest members beyond a bound.
class RecentSet {
public:
    explicit RecentSet(std::size_t size_max) : size_max_(size_max) {}

    [[nodiscard]] bool contains(const std::string& member) const {
        return members_.contains(member);
    }

    void add(const std::string& member) {
        if (!members_.insert(member).second) return;
        order_.push_back(member);
        if (order_.size() <= size_max_) return;
        members_.erase(order_.front());
        order_.pop_front();
    }

    void clear() {
        members_.clear();
        order_.clear();
    }

private:
    std::size_t size_max_;
    std::unordered_set<std::string> members_;
    std::deque<std::string> order_;
};

}  // namespace heed::channels::bluesky
