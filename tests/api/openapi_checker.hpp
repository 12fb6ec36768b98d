#pragma once

#include <string>
#include <string_view>

#include "api/http.hpp"
#include "api/json.hpp"

namespace heed::test {

/// Holds what the desk sends against what its OpenAPI document says: no member missing, none
/// unknown, every type and enum right, no status that is not described.
class OpenApiChecker {
public:
    explicit OpenApiChecker(std::string_view document);

    /// Empty when the answer fits.
    [[nodiscard]] std::string check(api::Method method, const std::string& path,
                                    const api::Response& response) const;

    [[nodiscard]] const api::json::Node& document() const { return document_; }

private:
    [[nodiscard]] const api::json::Node* operation(api::Method method,
                                                   const std::string& path) const;
    [[nodiscard]] const api::json::Node& resolve(const api::json::Node& node) const;
    [[nodiscard]] std::string fits(const api::json::Node& schema, const api::json::Node& value,
                                   const std::string& where) const;
    [[nodiscard]] std::string fits_object(const api::json::Node& schema,
                                          const api::json::Node& value,
                                          const std::string& where) const;

    api::json::Node document_;
};

}  // namespace heed::test
