#include "store/listening_ports.hpp"

#include "app/terms.hpp"
#include "store/reader.hpp"

namespace heed::store {

app::Listening::Ports listening_ports(const Database& database) {
    app::Listening::Ports ports;
    ports.version = [&database] {
        return database.ask<std::string>([](Reader& reader) -> Result<std::string> {
            return reader.setting(std::string(app::terms_version_setting)).value_or(std::string{});
        });
    };
    ports.terms = [&database] {
        return database.ask<std::vector<app::TermRecord>>(
            [](Reader& reader) -> Result<std::vector<app::TermRecord>> { return reader.terms(); });
    };
    return ports;
}

}  // namespace heed::store
