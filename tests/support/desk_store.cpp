#include "support/desk_store.hpp"

#include <libpq-fe.h>

#include <stdexcept>

namespace heed::test {

namespace {

void run(const std::string& url, const std::string& statement) {
    PGconn* connection = PQconnectdb(url.c_str());
    PGresult* result = PQexec(connection, statement.c_str());
    const bool fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    const std::string why = PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
    if (!fine) throw std::runtime_error(statement + ": " + why);
}

}  // namespace

FreshDatabase::FreshDatabase(const std::string& engine) {
    if (engine == "sqlite") {
        target_ = folder_.file("desk.db");
        return;
    }
    const char* url = std::getenv("HEED_TEST_POSTGRES");
    if (url == nullptr) throw std::runtime_error("HEED_TEST_POSTGRES is required and not set");
    static std::atomic<int> count = 0;
    admin_url_ = url;
    name_ = "heed_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++);
    run(admin_url_, "CREATE DATABASE " + name_);
    target_ = admin_url_.substr(0, admin_url_.rfind('/') + 1) + name_;
}

FreshDatabase::~FreshDatabase() {
    if (name_.empty()) return;
    try {
        run(admin_url_, "DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server goes away with the test run; what is left goes with it.
    }
}

}  // namespace heed::test
