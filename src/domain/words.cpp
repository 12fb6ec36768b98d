#include "domain/words.hpp"

namespace heed {

std::string_view name_of(RoomKind kind) {
    switch (kind) {
        case RoomKind::public_:
            return "public";
        case RoomKind::direct:
            return "direct";
        case RoomKind::mail:
            return "mail";
        case RoomKind::phone:
            return "phone";
        case RoomKind::private_page:
            return "private_page";
    }
    return "public";
}

RoomKind room_kind(std::string_view name) {
    for (const auto kind :
         {RoomKind::direct, RoomKind::mail, RoomKind::phone, RoomKind::private_page}) {
        if (name_of(kind) == name) return kind;
    }
    return RoomKind::public_;
}

std::string_view name_of(Side side) {
    switch (side) {
        case Side::customer:
            return "customer";
        case Side::us:
            return "us";
        case Side::other:
            return "other";
    }
    return "other";
}

Side side(std::string_view name) {
    if (name == "customer") return Side::customer;
    return name == "us" ? Side::us : Side::other;
}

std::string_view name_of(ReplyState state) {
    switch (state) {
        case ReplyState::none:
            return "none";
        case ReplyState::waiting:
            return "waiting";
        case ReplyState::sending:
            return "sending";
        case ReplyState::sent:
            return "sent";
        case ReplyState::seen:
            return "seen";
        case ReplyState::failed:
            return "failed";
        case ReplyState::cancelled:
            return "cancelled";
        case ReplyState::held:
            return "held";
        case ReplyState::returned:
            return "returned";
    }
    return "none";
}

ReplyState reply_state(std::string_view name) {
    for (const auto state :
         {ReplyState::waiting, ReplyState::sending, ReplyState::sent, ReplyState::seen,
          ReplyState::failed, ReplyState::cancelled, ReplyState::held, ReplyState::returned}) {
        if (name_of(state) == name) return state;
    }
    return ReplyState::none;
}

}  // namespace heed
