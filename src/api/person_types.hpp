#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

/// The words that the wire's structs share.
namespace heed::api {

using Text = std::string;
using Texts = std::vector<std::string>;
template <class T>
using Maybe = std::optional<T>;

/// A trainee's replies all wait for a colleague.
enum class Role { owner, lead, agent, trainee, viewer };
BOOST_DESCRIBE_ENUM(Role, owner, lead, agent, trainee, viewer)

/// A member of the team as colleagues see one.
struct Person {
    Text id, name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name))

}  // namespace heed::api
