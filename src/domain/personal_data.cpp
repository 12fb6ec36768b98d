#include "domain/personal_data.hpp"

namespace heed {

std::string_view name_of(PersonalDataKind kind) {
    switch (kind) {
        case PersonalDataKind::mail:
            return "mail";
        case PersonalDataKind::phone:
            return "phone";
        case PersonalDataKind::card:
            return "card";
        case PersonalDataKind::iban:
            return "iban";
        case PersonalDataKind::bank_account:
            return "bank_account";
        case PersonalDataKind::postal_address:
            return "postal_address";
        case PersonalDataKind::national_id:
            return "national_id";
        case PersonalDataKind::birth_date:
            return "birth_date";
        case PersonalDataKind::credential:
            return "credential";
    }
    return {};
}

}  // namespace heed
