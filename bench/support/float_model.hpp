#pragma once

#include <string>

namespace heed::bench {

/// Copies a model file of 8-bit weights, each written out as the float that it stands for. Says why
/// when it throws.
void write_float_model(const std::string& from, const std::string& to);

}  // namespace heed::bench
