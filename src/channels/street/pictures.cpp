#include "channels/street/pictures.hpp"

#include <array>
#include <utility>

namespace heed::channels::street {

namespace {

constexpr std::string_view frame_begin =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 420" width="640" height="420">)";

constexpr std::string_view wet_box = R"(
<rect width="640" height="420" fill="#5d6b78"/><rect y="300" width="640" height="120" fill="#444d55"/>
<rect x="380" width="170" height="300" fill="#7a3b36"/><circle cx="400" cy="165" r="7" fill="#d9b45b"/>
<ellipse cx="230" cy="362" rx="190" ry="30" fill="#7f93a3"/>
<path d="M110 350 122 215 300 200 352 232 344 356Z" fill="#b08a5c"/>
<path d="M122 215 300 200 352 232 178 250Z" fill="#c79f6c"/><path d="M178 250 168 356" stroke="#8d6b43" stroke-width="4"/>
<path d="M300 330 344 300 344 356 290 357Z" fill="#7b5f3d"/>
<g stroke="#c9d6e0" stroke-width="3" opacity=".7"><path d="M60 20l-14 46M150 60l-14 46M260 10l-14 46M350 80l-14 46M460 30l-14 46M590 70l-14 46M90 150l-14 46M520 190l-14 46M600 250l-14 46M40 270l-14 46"/></g>)";

constexpr std::string_view broken_mug = R"(
<rect width="640" height="420" fill="#e9dfcf"/><path d="M60 330 130 240 520 225 590 335 330 390Z" fill="#d6c4a3"/>
<path d="M150 310 180 262 230 300 200 340ZM420 250 470 262 440 300ZM300 330 352 318 340 362 296 366Z" fill="#f4eee2"/>
<path d="M215 180 330 172 318 260 268 236 246 286 222 262Z" fill="#31618f"/>
<path d="M352 186 430 178 424 262 388 292 366 240Z" fill="#3b719f"/>
<path d="M250 320 292 300 310 322 270 346Z" fill="#31618f"/><path d="M452 318 498 306 478 344Z" fill="#3b719f"/>
<path d="M470 196q60 8 40 62" fill="none" stroke="#31618f" stroke-width="18" stroke-linecap="round"/>)";

constexpr std::string_view locker = R"(
<rect width="640" height="420" fill="#cfd8e3"/><rect x="50" y="30" width="540" height="360" rx="8" fill="#23406b"/>
<g fill="#3c66a5"><rect x="66" y="46" width="120" height="100"/><rect x="196" y="46" width="120" height="100"/><rect x="326" y="46" width="120" height="100"/><rect x="456" y="46" width="118" height="100"/>
<rect x="66" y="156" width="120" height="100"/><rect x="326" y="156" width="120" height="100"/><rect x="456" y="156" width="118" height="100"/>
<rect x="66" y="266" width="250" height="110"/><rect x="456" y="266" width="118" height="110"/></g>
<rect x="196" y="156" width="120" height="100" fill="#172a47"/><rect x="212" y="176" width="80" height="30" fill="#bfe3c4"/><rect x="212" y="216" width="26" height="26" fill="#e8edf4"/><rect x="248" y="216" width="26" height="26" fill="#e8edf4"/>
<rect x="326" y="266" width="120" height="110" fill="#0d1829"/><path d="M326 266 430 278 430 364 326 376Z" fill="#4a79bd"/><circle cx="440" cy="272" r="5" fill="#e0483e"/>)";

constexpr std::string_view plant = R"(
<rect width="640" height="420" fill="#dfe8dc"/><rect y="330" width="640" height="90" fill="#b9a58a"/>
<path d="M250 250h140l-18 130h-104Z" fill="#b5603c"/><rect x="240" y="236" width="160" height="26" rx="4" fill="#c66f48"/>
<g fill="none" stroke="#8a7a4c" stroke-width="6" stroke-linecap="round"><path d="M310 240q-20-110-110-40M320 240q0-130 70-60q40 50 50 110M330 240q30-90 100-50q30 30 20 90M300 240q-50-60-90 40"/></g>
<g fill="#6d5a68"><ellipse cx="200" cy="204" rx="8" ry="22"/><ellipse cx="440" cy="296" rx="8" ry="20"/><ellipse cx="452" cy="282" rx="7" ry="20"/><ellipse cx="210" cy="284" rx="7" ry="20"/></g>)";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> pictures = {{
    {"wet-box", wet_box},
    {"broken-mug", broken_mug},
    {"locker", locker},
    {"plant", plant},
}};

}  // namespace

std::optional<Picture> find_picture(std::string_view url) {
    constexpr std::string_view prefix = "street:picture/";
    if (!url.starts_with(prefix)) return std::nullopt;
    for (const auto& [name, drawing] : pictures) {
        if (url.substr(prefix.size()) != name) continue;
        std::string bytes{frame_begin};
        bytes += drawing;
        return Picture{"image/svg+xml", bytes + "</svg>"};
    }
    return std::nullopt;
}

}  // namespace heed::channels::street
