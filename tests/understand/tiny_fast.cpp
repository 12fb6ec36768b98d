#include <fasttext/fasttext.h>

#include <fstream>
#include <sstream>

#include "base/secret.hpp"
#include "understand/tiny_model.hpp"

namespace heed::understand::test {

namespace {

struct Example {
    const char* labels;
    const char* text;
};

constexpr Example examples[] = {
    {"intent.complaint sentiment.negative topics.delivery tone.anger needs_answer.yes "
     "severity.serious",
     "my parcel is late again this is terrible"},
    {"intent.complaint sentiment.negative topics.delivery tone.anger needs_answer.yes "
     "severity.mild",
     "@user the delivery never came and nobody answers !"},
    {"intent.question sentiment.neutral needs_answer.yes severity.none", "when do you open ?"},
    {"intent.question sentiment.neutral topics.delivery needs_answer.yes severity.none",
     "how long does delivery take ?"},
    {"intent.request sentiment.neutral needs_answer.yes severity.none",
     "please send me the invoice again"},
    {"intent.praise sentiment.positive severity.none", "thank you so much best service ever"},
    {"intent.praise sentiment.positive severity.none", "love the new app great work"},
    {"intent.other sentiment.neutral severity.none", "walking past the shop this morning"},
};

constexpr const char* description =
    R"("format":1,"version":"tiny-fast-1","prepare":"heed-1",
"heads":{"intent":{"kind":"softmax","labels":["complaint","request","question","praise","other"],
"temperature":1},
"sentiment":{"kind":"softmax","labels":["negative","neutral","positive"],"temperature":1},
"severity":{"kind":"softmax","labels":["none","mild","serious","grave"],"temperature":1},
"tone":{"kind":"sigmoid","labels":["anger","fear","sadness","irony"]},
"topics":{"kind":"sigmoid","labels":["delivery","billing_price","other"]},
"needs_answer":{"kind":"sigmoid","labels":["yes"]}},
"unsure":{"weights":{"intent":1},"threshold":0.5},
"languages":["en"],"same_matter":0.98)";

void write_examples(const std::filesystem::path& path) {
    std::ofstream out(path);
    constexpr int repeats = 40;
    for (int i = 0; i < repeats; ++i) {
        for (const auto& [labels, text] : examples) {
            std::istringstream each(labels);
            for (std::string label; each >> label;)
                out << "__label__" << label << ' ';
            out << text << '\n';
        }
    }
}

std::string read_all(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string trained() {
    const Folder folder;
    const auto input = folder.path() / "examples.txt";
    write_examples(input);
    fasttext::Args settings;
    settings.input = input;
    settings.model = fasttext::model_name::sup;
    settings.loss = fasttext::loss_name::ova;
    settings.dim = 16;
    settings.wordNgrams = 2;
    settings.minn = 2;
    settings.maxn = 4;
    settings.bucket = 2000;
    settings.epoch = 20;
    settings.lr = 0.3;
    settings.thread = 1;
    settings.verbose = 0;
    fasttext::FastText model;
    model.train(settings);
    model.saveModel(folder.path() / "fast.ftz");
    return read_all(folder.path() / "fast.ftz");
}

}  // namespace

void write_fast_model(const Folder& folder) {
    static const std::string bytes = trained();
    folder.write("fast.ftz", bytes);
    folder.write("fast.json", std::string("{") + description +
                                  ",\"files\":[{\"name\":\"fast.ftz\",\"bytes\":" +
                                  std::to_string(bytes.size()) + ",\"blake2b\":\"" +
                                  hash_token(bytes) + "\"}]}");
}

}  // namespace heed::understand::test
