// Pictures with all that cameras and programs write into them, and what is left of that.
#include "api/clean_image.hpp"

#include <gtest/gtest.h>

#include <random>

#include "api/image_info.hpp"

namespace heed::api {
namespace {

using namespace std::string_literals;

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

// Three pixels by two, written by an ordinary program without anything beside them.
const std::string jpeg = bytes_of(
    "ffd8ffe000104a46494600010100000100010000ffdb0043001b12141714111b1716171e1c1b2028422b28252528"
    "513a3d3042605565645f555d5b6a7899816a7190735b5d85b586909ea3abadab6780bcc9baa6c799a8aba4ffc000"
    "0b080002000301011100ffc40014000100000000000000000000000000000005ffc4001b10000203000300000000"
    "000000000000000102030405002181ffda0008010100003f004b22a569b32bc92d78a4729db32024fbcfffd9");
const std::string png = bytes_of(
    "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d0000001849444154789c63f8cf"
    "c0c000c19c9c9c27528cfeffff0f003b250774bb54b6920000000049454e44ae426082");
const std::string gif = bytes_of(
    "47494638376103000200820000000000ff000000ff00cc66330000ffffffff0000000000002c0000000003000200"
    "000809000308200060408180003b");
const std::string webp = bytes_of(
    "5249464642000000574542505650384c360000002f024000002f40986db47d4ff1fc39a641266d93bbfefd4cdac8"
    "a46dda774ee65f60e73fd0c82359f31d08042863c503db44f43fc60b");

std::string big(std::size_t value, int bytes) {
    std::string text;
    for (int i = bytes; i-- > 0;)
        text += static_cast<char>(value >> (8 * i));
    return text;
}
std::string little(std::size_t value, int bytes) {
    auto text = big(value, bytes);
    return {text.rbegin(), text.rend()};
}

/// What a phone writes: who made it, which side is up, and where it was.
std::string exif_with_place(int orientation) {
    const auto entry = [](int tag, int type, std::size_t count, const std::string& value) {
        return little(static_cast<std::size_t>(tag), 2) +
               little(static_cast<std::size_t>(type), 2) + little(count, 4) + value;
    };
    constexpr std::size_t names_at = 8 + 2 + 3 * 12 + 4;
    const auto names = "SECRETCAMERA\0"s;
    const auto place_at = names_at + names.size();
    const auto numbers_at = place_at + 2 + 2 * 12 + 4;
    return "II*\0"s + little(8, 4) + little(3, 2) +
           entry(271, 2, names.size(), little(names_at, 4)) +
           entry(274, 3, 1, little(static_cast<std::size_t>(orientation), 4)) +
           entry(34853, 4, 1, little(place_at, 4)) + little(0, 4) + names + little(2, 2) +
           entry(1, 2, 2, "N\0\0\0"s) + entry(2, 5, 3, little(numbers_at, 4)) + little(0, 4) +
           little(52, 4) + little(1, 4) + little(31, 4) + little(1, 4) + "GPSSECRET";
}

std::string segment(int marker, const std::string& content) {
    return "\xFF"s + static_cast<char>(marker) + big(content.size() + 2, 2) + content;
}

std::string decorated_jpeg(int orientation) {
    auto start = jpeg.substr(0, 20);
    start += segment(0xE1, "Exif\0\0"s + exif_with_place(orientation));
    start += segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"s);
    start += segment(0xE0, "JFXX\0\x10SECRETPREVIEW"s);
    start += segment(0xE2, "MPF\0SECRET"s) + segment(0xED, "Photoshop 3.0\0SECRET"s);
    start += segment(0xEB, "SECRET") + segment(0xFE, "SECRET comment");
    return start + jpeg.substr(20) + "SECRET second picture";
}

std::string png_chunk(const std::string& name, const std::string& content) {
    return big(content.size(), 4) + name + content + "crc!";
}

std::string decorated_png(int orientation) {
    constexpr std::size_t header_end = 33;
    return png.substr(0, header_end) + png_chunk("eXIf", exif_with_place(orientation)) +
           png_chunk("tEXt", "Author\0SECRET"s) + png_chunk("iTXt", "XML:com.adobe.xmp\0SECRET"s) +
           png_chunk("zTXt", "SECRET") + png_chunk("tIME", "SECRET!") +
           png_chunk("prVt", "SECRET") + png.substr(header_end) + "SECRET behind the end";
}

std::string decorated_gif() {
    const auto trailer = gif.size() - 1;
    return gif.substr(0, 13 + 24) + "\x21\xFE\x06SECRET\0"s +
           "\x21\xFF\x0BXMP DataXMP\x06SECRET\0"s + "\x21\x01\x06SECRET\0"s +
           gif.substr(13 + 24, trailer - 13 - 24) + ";SECRET";
}

std::string webp_chunk(const std::string& name, const std::string& content) {
    return name + little(content.size(), 4) + content + (content.size() % 2 == 1 ? "\0"s : ""s);
}
std::string riff(const std::string& chunks) {
    return "RIFF" + little(chunks.size() + 4, 4) + "WEBP" + chunks;
}
std::string extended_webp(unsigned char flags, const std::string& rest) {
    return webp_chunk("VP8X",
                      std::string(1, static_cast<char>(flags)) + "\0\0\0\x02\0\0\x01\0\0"s) +
           webp.substr(12) + rest;
}
std::string decorated_webp(int orientation) {
    return riff(extended_webp(0x0C, webp_chunk("EXIF", exif_with_place(orientation)) +
                                        webp_chunk("XMP ", "<x>SECRET</x>") +
                                        webp_chunk("prvt", "SECRET")));
}

struct Picture {
    std::string name, plain;
    std::string decorated, turned;
};

std::vector<Picture> pictures() {
    return {{"jpeg", jpeg, decorated_jpeg(1), decorated_jpeg(6)},
            {"png", png, decorated_png(1), decorated_png(6)},
            {"gif", gif, decorated_gif(), {}},
            {"webp", riff(extended_webp(0, "")), decorated_webp(1), decorated_webp(6)}};
}

TEST(CleanImage, LeavesNothingButThePicture) {
    for (const auto& picture : pictures()) {
        SCOPED_TRACE(picture.name);
        ASSERT_NE(picture.decorated.find("SECRET"), std::string::npos);
        EXPECT_EQ(clean_image(picture.decorated), picture.plain);
        EXPECT_EQ(clean_image(picture.plain), picture.plain);
    }
    EXPECT_EQ(clean_image(webp), webp) << "the short form";
}

TEST(CleanImage, KeepsWhichSideIsUp) {
    for (const auto& picture : pictures()) {
        if (picture.turned.empty()) continue;
        SCOPED_TRACE(picture.name);
        const auto cleaned = clean_image(picture.turned);
        EXPECT_EQ(cleaned.find("SECRET"), std::string::npos);
        EXPECT_EQ(cleaned.find("GPS"), std::string::npos);
        const auto tiff = cleaned.find("MM\0*"s);
        ASSERT_NE(tiff, std::string::npos);
        EXPECT_EQ(orientation_of(std::string_view(cleaned).substr(tiff)), 6);
        EXPECT_EQ(clean_image(cleaned), cleaned) << "cleaned once is clean";
        const auto info = read_image_info(cleaned);
        ASSERT_TRUE(info);
        EXPECT_EQ(info->width, 3);
        EXPECT_EQ(info->height, 2);
    }
}

TEST(CleanImage, KeepsColoursAndRepetitions) {
    const auto colours = segment(0xE2, "ICC_PROFILE\0\x01\x01profile"s);
    const auto adobe = segment(0xEE, "Adobe\0\x64\0\0\0\0\x01"s);
    const auto photo = jpeg.substr(0, 20) + colours + adobe + jpeg.substr(20);
    EXPECT_EQ(clean_image(photo), photo);
    const auto loop = "\x21\xFF\x0BNETSCAPE2.0\x03\x01\x03\0\0"s;
    const auto timing = "\x21\xF9\x04\0\x0A\0\0\0"s;
    const auto film = gif.substr(0, 37) + loop + timing + gif.substr(37);
    EXPECT_EQ(clean_image(film), film);
    const auto frames = riff(extended_webp(0x02, webp_chunk("ANIM", "\0\0\0\0\x03\0"s)));
    EXPECT_EQ(clean_image(frames), frames);
}

TEST(CleanImage, ReadsOrientationInBothOrdersOfBytes) {
    EXPECT_EQ(orientation_of(exif_with_place(8)), 8);
    for (int orientation = 1; orientation <= 8; ++orientation)
        EXPECT_EQ(orientation_of(tiff_of(orientation)), orientation);
    for (const auto& damaged :
         {""s, "II"s, "MM\0*\xFF\xFF\xFF\xFF"s, "II*\0\x08\0\0\0\xFF\xFF"s, exif_with_place(9),
          exif_with_place(0), "nonsense that is no TIFF"s})
        EXPECT_EQ(orientation_of(damaged), 1);
}

TEST(CleanImage, NeverKeepsMoreWhenThePictureIsDamaged) {
    for (const auto& picture : pictures())
        for (const auto& whole : {picture.decorated, picture.turned})
            for (std::size_t size = 0; size <= whole.size(); ++size)
                ASSERT_EQ(clean_image(whole.substr(0, size)).find("SECRET"), std::string::npos)
                    << picture.name << " cut at " << size;
    std::mt19937 random(9);
    for (const auto& picture : pictures())
        for (int round = 0; round < 5000; ++round) {
            auto bytes = picture.decorated;
            for (int i = 0; i < 3; ++i)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            ASSERT_LE(clean_image(bytes).size(), bytes.size() + 64) << picture.name;
        }
}

}  // namespace
}  // namespace heed::api
