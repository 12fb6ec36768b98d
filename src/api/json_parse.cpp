#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>

#include "api/json.hpp"

namespace heed::api::json {
namespace {

using boost::json::error_code;
using Text = boost::json::string_view;

/// Builds the tree while the library parses. The library would let the last of two equal keys win,
/// which lets two readers see two different documents, so they are refused here.
class TreeBuilder {
public:
    static constexpr std::size_t max_object_size = nodes_max;
    static constexpr std::size_t max_array_size = nodes_max;
    static constexpr std::size_t max_key_size = std::string::npos - 1;
    static constexpr std::size_t max_string_size = std::string::npos - 1;

    Node root;
    std::string refusal;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_array_begin(error_code& ec) { return open(Node::Kind::array, ec); }
    bool on_object_begin(error_code& ec) { return open(Node::Kind::object, ec); }
    bool on_array_end(std::size_t, error_code&) {
        open_.pop_back();
        return true;
    }
    bool on_object_end(std::size_t, error_code& ec) {
        const auto* twice = duplicate(open_.back()->keys);
        if (twice != nullptr) {
            return refuse(ec, fmt::format("has the key \"{:.60}\" twice", *twice));
        }
        open_.pop_back();
        return true;
    }
    bool on_key_part(Text part, std::size_t, error_code&) { return gather(part); }
    bool on_key(Text part, std::size_t, error_code&) {
        gather(part);
        open_.back()->keys.push_back(std::exchange(gathered_, {}));
        return true;
    }
    bool on_string_part(Text part, std::size_t, error_code&) { return gather(part); }
    bool on_string(Text part, std::size_t, error_code& ec) {
        gather(part);
        Node* node = add(Node::Kind::string, ec);
        if (node != nullptr) node->text = std::exchange(gathered_, {});
        return node != nullptr;
    }
    bool on_number_part(Text, error_code&) { return true; }
    bool on_int64(std::int64_t value, Text, error_code& ec) {
        Node* node = add(Node::Kind::integer, ec);
        if (node == nullptr) return false;
        node->integer = value;
        node->number = static_cast<double>(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, Text, error_code& ec) {
        Node* node = add(Node::Kind::integer, ec);
        if (node == nullptr) return false;
        node->too_big = true;
        node->number = static_cast<double>(value);
        return true;
    }
    bool on_double(double value, Text written, error_code& ec) {
        Node* node = add(Node::Kind::number, ec);
        if (node == nullptr) return false;
        node->number = value;
        read_whole(*node, written);
        return true;
    }
    bool on_bool(bool value, error_code& ec) {
        Node* node = add(Node::Kind::boolean, ec);
        if (node != nullptr) node->boolean = value;
        return node != nullptr;
    }
    bool on_null(error_code& ec) { return add(Node::Kind::null, ec) != nullptr; }
    bool on_comment_part(Text, error_code&) { return true; }
    bool on_comment(Text, error_code&) { return true; }

private:
    /// 2.0 is an integer to JSON Schema, and so is a digit run that overflowed into a double.
    static void read_whole(Node& node, Text written) {
        constexpr double exact_max = 9007199254740992.0;
        if (node.number != std::trunc(node.number)) return;
        node.too_big = std::abs(node.number) > exact_max;
        if (node.too_big && written.find_first_of(".eE") != Text::npos) return;
        node.kind = Node::Kind::integer;
        if (!node.too_big) node.integer = static_cast<std::int64_t>(node.number);
    }

    static const std::string* duplicate(const std::vector<std::string>& keys) {
        std::vector<const std::string*> sorted;
        sorted.reserve(keys.size());
        for (const auto& key : keys)
            sorted.push_back(&key);
        std::ranges::sort(sorted, {},
                          [](const std::string* key) { return std::string_view{*key}; });
        const auto found = std::ranges::adjacent_find(
            sorted, [](const std::string* a, const std::string* b) { return *a == *b; });
        return found == sorted.end() ? nullptr : *found;
    }

    bool gather(Text part) {
        gathered_.append(part.data(), part.size());
        return true;
    }

    bool refuse(error_code& ec, std::string why) {
        refusal = std::move(why);
        ec = boost::json::error::exception;
        return false;
    }

    Node* add(Node::Kind kind, error_code& ec) {
        if (++count_ > nodes_max) {
            refuse(ec, fmt::format("holds more than {} values", nodes_max));
            return nullptr;
        }
        // Growing the innermost container moves only its finished children, never an open one.
        Node& node = open_.empty() ? root : open_.back()->items.emplace_back();
        node.kind = kind;
        return &node;
    }

    bool open(Node::Kind kind, error_code& ec) {
        Node* node = add(kind, ec);
        if (node != nullptr) open_.push_back(node);
        return node != nullptr;
    }

    std::vector<Node*> open_;
    std::string gathered_;
    std::size_t count_ = 0;
};

boost::json::parse_options options() {
    boost::json::parse_options out;
    out.max_depth = depth_max;
    return out;
}

std::string position(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto start = before.rfind('\n');
    const auto column = start == std::string_view::npos ? at + 1 : at - start;
    return fmt::format("line {}, column {}", line, column);
}

std::string explain(const error_code& ec, const TreeBuilder& tree) {
    if (!tree.refusal.empty()) return tree.refusal;
    if (ec == boost::json::error::incomplete) return "is not valid JSON: it ends too early";
    if (ec == boost::json::error::extra_data) return "is not valid JSON: more follows its end";
    if (ec == boost::json::error::too_deep) {
        return fmt::format("is nested deeper than {} levels", depth_max);
    }
    return "is not valid JSON: " + ec.message();
}

}  // namespace

Result<Node> parse(std::string_view text) {
    boost::json::basic_parser<TreeBuilder> parser{options()};
    error_code ec;
    const auto read = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && read < text.size()) ec = boost::json::error::extra_data;
    if (!ec) return std::move(parser.handler().root);
    return fail(ErrorCode::invalid, explain(ec, parser.handler()), position(text, read));
}

}  // namespace heed::api::json
