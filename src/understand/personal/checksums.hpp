#pragma once

#include <string_view>

namespace heed::understand::personal {

// Each takes a number in its normal form (digits and small letters, nothing between) and says
// whether it can exist: length, ranges, checksum.

/// The digit that makes a payment card's number whole (ISO/IEC 7812-1).
[[nodiscard]] bool passes_luhn(std::string_view digits);
/// Whose card it is ("visa", "mastercard", ...); empty for none. Prefix, length and Luhn.
[[nodiscard]] std::string_view card_brand(std::string_view digits);
/// Prefix and length alone: a card's number with a slip of the pen.
[[nodiscard]] std::string_view card_brand_by_prefix(std::string_view digits);

/// How long an IBAN of this country is ("de"), 0 for none.
[[nodiscard]] std::size_t iban_length(std::string_view country);
[[nodiscard]] bool is_iban(std::string_view iban);

[[nodiscard]] bool is_us_ssn(std::string_view digits);
[[nodiscard]] bool is_us_itin(std::string_view digits);
[[nodiscard]] bool is_us_routing(std::string_view digits);
[[nodiscard]] bool is_gb_nino(std::string_view id);
[[nodiscard]] bool is_gb_nhs(std::string_view digits);
[[nodiscard]] bool is_de_tax_id(std::string_view digits);
[[nodiscard]] bool is_de_pension(std::string_view id);
[[nodiscard]] bool is_fr_nir(std::string_view id);
[[nodiscard]] bool is_es_dni(std::string_view id);
[[nodiscard]] bool is_es_nie(std::string_view id);
[[nodiscard]] bool is_it_fiscal_code(std::string_view id);
[[nodiscard]] bool is_pt_nif(std::string_view digits);
[[nodiscard]] bool is_nl_bsn(std::string_view digits);
[[nodiscard]] bool is_be_number(std::string_view digits);
[[nodiscard]] bool is_at_svnr(std::string_view digits);
[[nodiscard]] bool is_ch_ahv(std::string_view digits);
[[nodiscard]] bool is_ie_pps(std::string_view id);
[[nodiscard]] bool is_br_cpf(std::string_view digits);
[[nodiscard]] bool is_pl_pesel(std::string_view digits);

}  // namespace heed::understand::personal
