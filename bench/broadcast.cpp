// The yardstick of bench_live_events: what anybody sends goes to everybody else as it is.

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <memory>
#include <set>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

class Member;
using Members = std::set<std::shared_ptr<Member>>;

class Member : public std::enable_shared_from_this<Member> {
public:
    Member(tcp::socket socket, Members& members) : socket_(std::move(socket)), members_(members) {
        socket_.set_option(tcp::no_delay{true});
    }

    void listen() {
        members_.insert(shared_from_this());
        socket_.async_read_some(asio::buffer(bytes_),
                                [self = shared_from_this()](error_code ec, std::size_t count) {
                                    self->heard(ec, count);
                                });
    }

private:
    void heard(error_code ec, std::size_t count) {
        if (ec) {
            members_.erase(shared_from_this());
            return;
        }
        const auto said = std::make_shared<const std::string>(bytes_.data(), count);
        for (const auto& member : members_) {
            if (member.get() != this) member->tell(said);
        }
        listen();
    }

    /// On loopback, and with readers that keep up, a message leaves before the next one comes.
    void tell(std::shared_ptr<const std::string> said) {
        const auto buffer = asio::buffer(*said);
        asio::async_write(socket_, buffer,
                          [self = shared_from_this(), said](error_code, std::size_t) {});
    }

    tcp::socket socket_;
    Members& members_;
    std::array<char, 64 * 1024> bytes_{};
};

void accept(tcp::acceptor& acceptor, Members& members) {
    acceptor.async_accept([&](error_code ec, tcp::socket socket) {
        if (!ec) std::make_shared<Member>(std::move(socket), members)->listen();
        accept(acceptor, members);
    });
}

}  // namespace

int main() {
    asio::io_context io{1};
    Members members;
    tcp::acceptor acceptor{io, {asio::ip::make_address("127.0.0.1"), 0}};
    std::printf("http://127.0.0.1:%d\n", int{acceptor.local_endpoint().port()});
    std::fflush(stdout);
    accept(acceptor, members);
    io.run();
}
