#include "understand/matrix.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>

#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

using dnnl::memory;

/// Products are done in blocks of at most so many rows, and of a multiple of the step: few
/// different sizes, each compiled once.
constexpr std::size_t block_rows_max = 256;
constexpr std::size_t block_rows_step = 16;

const dnnl::engine& engine() {
    static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
    return cpu;
}

dnnl::stream& thread_stream() {
    thread_local dnnl::stream stream(engine());
    return stream;
}

/// Processors without the wide sum of products cut it to 16 bits, which 7-bit activations survive.
int activation_zero() {
#if defined(__x86_64__)
    static const bool wide = __builtin_cpu_supports("avx512vnni") != 0;
    return wide ? 128 : 64;
#else
    return 128;
#endif
}

using Dims = memory::dims;

memory::dim dim(std::size_t size) {
    return static_cast<memory::dim>(size);
}

struct Product {
    dnnl::matmul::primitive_desc description;
    dnnl::matmul primitive;
};

/// A kind of product: what is multiplied, without how many rows.
struct Kind {
    std::size_t ins;
    std::size_t outs;
    bool int8;

    friend auto operator<=>(const Kind&, const Kind&) = default;
};

Product make_product(const Kind& kind, std::size_t rows, const memory::desc& weights) {
    const auto in = kind.int8 ? memory::data_type::u8 : memory::data_type::f32;
    const auto out = kind.int8 ? memory::data_type::s32 : memory::data_type::f32;
    const memory::desc source({dim(rows), dim(kind.ins)}, in, memory::format_tag::ab);
    const memory::desc target({dim(rows), dim(kind.outs)}, out, memory::format_tag::ab);
    dnnl::primitive_attr settings;
    settings.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    Product product;
    product.description = dnnl::matmul::primitive_desc(dnnl::matmul::desc(source, weights, target),
                                                       settings, engine());
    product.primitive = dnnl::matmul(product.description);
    return product;
}

/// Compiled products by kind and rows; layers of one shape share them. Bounded by the shapes of the
/// models that are open and the few numbers of rows.
class Products {
public:
    /// The layout that the library likes best for the weights.
    memory::desc weights_of(const Kind& kind) {
        const std::lock_guard lock(mutex_);
        return find(kind, block_rows_max).description.weights_desc();
    }

    const Product& get(const Kind& kind, std::size_t rows) {
        const std::lock_guard lock(mutex_);
        return find(kind, rows);
    }

    static Products& shared() {
        static Products products;
        return products;
    }

private:
    using ByRows = std::map<std::size_t, Product>;

    const Product& find(const Kind& kind, std::size_t rows) {
        auto& known = known_[kind];
        if (known.empty()) {
            const auto type = kind.int8 ? memory::data_type::s8 : memory::data_type::f32;
            const memory::desc any({dim(kind.ins), dim(kind.outs)}, type, memory::format_tag::any);
            known.emplace(block_rows_max, make_product(kind, block_rows_max, any));
        }
        if (const auto found = known.find(rows); found != known.end()) return found->second;
        const auto weights = known.at(block_rows_max).description.weights_desc();
        return known.emplace(rows, make_product(kind, rows, weights)).first->second;
    }

    std::mutex mutex_;
    std::map<Kind, ByRows> known_;
};

void* unconst(const void* data) {
    return const_cast<void*>(data);
}

}  // namespace

struct Matrix::Packed {
    Kind kind;
    memory weights;
};

Matrix::Matrix(std::size_t ins, std::span<const float> bias)
    : ins_(ins), bias_(bias.begin(), bias.end()) {}
Matrix::Matrix(Matrix&&) noexcept = default;
Matrix& Matrix::operator=(Matrix&&) noexcept = default;
Matrix::~Matrix() = default;

namespace {

memory pack(const Kind& kind, const void* weights) {
    const auto type = kind.int8 ? memory::data_type::s8 : memory::data_type::f32;
    const memory::desc plain({dim(kind.ins), dim(kind.outs)}, type, memory::format_tag::ba);
    memory from(plain, engine(), unconst(weights));
    memory to(Products::shared().weights_of(kind), engine());
    dnnl::reorder(from, to).execute(thread_stream(), from, to);
    thread_stream().wait();
    return to;
}

}  // namespace

Matrix Matrix::of_int8(std::span<const std::int8_t> weights, std::span<const float> scales,
                       std::span<const float> bias) {
    Matrix matrix(weights.size() / bias.size(), bias);
    matrix.scales_.assign(scales.begin(), scales.end());
    for (std::size_t row = 0; row < bias.size(); ++row) {
        std::int32_t sum = 0;
        for (const auto weight : weights.subspan(row * matrix.ins_, matrix.ins_))
            sum += weight;
        matrix.offsets_.push_back(sum * activation_zero());
    }
    const Kind kind{matrix.ins_, bias.size(), true};
    matrix.packed_ = std::make_unique<Packed>(Packed{kind, pack(kind, weights.data())});
    return matrix;
}

Matrix Matrix::of_floats(std::span<const float> weights, std::span<const float> bias) {
    Matrix matrix(weights.size() / bias.size(), bias);
    const Kind kind{matrix.ins_, bias.size(), false};
    matrix.packed_ = std::make_unique<Packed>(Packed{kind, pack(kind, weights.data())});
    return matrix;
}

std::size_t Matrix::padded_rows(std::size_t rows) {
    return (rows + block_rows_step - 1) / block_rows_step * block_rows_step;
}

std::string Matrix::implementation() const {
    return Products::shared().get(packed_->kind, block_rows_max).description.impl_info_str();
}

namespace {

void run(const Product& product, const memory& weights, const void* in, void* out,
         std::vector<std::uint8_t>& room) {
    const auto& description = product.description;
    const auto scratchpad = description.scratchpad_desc();
    room.resize(std::max(room.size(), scratchpad.get_size()));
    product.primitive.execute(
        thread_stream(), {{DNNL_ARG_SRC, memory(description.src_desc(), engine(), unconst(in))},
                          {DNNL_ARG_WEIGHTS, weights},
                          {DNNL_ARG_DST, memory(description.dst_desc(), engine(), out)},
                          {DNNL_ARG_SCRATCHPAD, memory(scratchpad, engine(), room.data())}});
    thread_stream().wait();
}

}  // namespace

void Matrix::multiply(const float* in, std::size_t rows, float* out, MatrixScratch& scratch) const {
    for (std::size_t begin = 0; begin < rows; begin += block_rows_max) {
        const auto count = std::min(rows - begin, block_rows_max);
        const float* const block = in + begin * ins_;
        float* const to = out + begin * outs();
        if (!scales_.empty()) {
            multiply_int8(block, count, to, scratch);
            continue;
        }
        const auto& product = Products::shared().get(packed_->kind, padded_rows(count));
        run(product, packed_->weights, block, to, scratch.library);
        for (std::size_t row = 0; row < count; ++row)
            add_bias(to + row * outs(), bias_.data(), outs());
    }
}

void Matrix::multiply_int8(const float* in, std::size_t rows, float* out,
                           MatrixScratch& scratch) const {
    const auto padded = padded_rows(rows);
    scratch.activations.resize(std::max(scratch.activations.size(), padded * ins_));
    scratch.sums.resize(std::max(scratch.sums.size(), padded * outs()));
    scratch.row_scales.resize(block_rows_max);
    for (std::size_t row = 0; row < rows; ++row)
        scratch.row_scales[row] = quantise_row(in + row * ins_, ins_, activation_zero(),
                                               scratch.activations.data() + row * ins_);
    run(Products::shared().get(packed_->kind, padded), packed_->weights, scratch.activations.data(),
        scratch.sums.data(), scratch.library);
    const Dequantise by{scales_.data(), bias_.data(), offsets_.data()};
    for (std::size_t row = 0; row < rows; ++row)
        dequantise_row(scratch.sums.data() + row * outs(), outs(), scratch.row_scales[row], by,
                       out + row * outs());
}

void use_one_core() {
    // The library computes on OpenMP's threads, whose number is a setting of each calling thread;
    // its header would bind us to one compiler.
    using SetThreads = void (*)(int);
    static const auto set_threads =
        reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    thread_local bool done = false;
    if (!done && set_threads != nullptr) set_threads(1);
    done = true;
}

}  // namespace heed::understand
