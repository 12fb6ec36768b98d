#include <charconv>

#include "api/clean_image.hpp"
#include "api/image_info.hpp"
#include "api/map.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"

namespace heed::api {

namespace {

constexpr std::size_t media_bytes_max = 8 * 1024 * 1024;
constexpr int media_side_max = 20'000;
constexpr std::size_t alt_bytes_max = 4'000;
constexpr std::size_t file_name_bytes_max = 400;

/// Bytes that somebody else made: shown as a picture or not at all, never run.
Response picture_response(std::string mime, std::string bytes) {
    Response response;
    response.body = std::move(bytes);
    response.headers = {{"Content-Type", std::move(mime)},
                        {"Content-Security-Policy", "default-src 'none'; sandbox"},
                        {"Cache-Control", "private, max-age=86400"}};
    return response;
}

UploadedMedia to_wire(const app::MediaRecord& media, long long bytes) {
    UploadedMedia wire;
    wire.id = to_string(media.id);
    wire.path = media_path(media.id);
    wire.mime = media.mime;
    wire.alt = media.alt;
    wire.width = media.width;
    wire.height = media.height;
    wire.bytes = bytes;
    wire.looked_at = to_wire_or_none(media.looked_at);
    wire.screening = api::to_wire(media.screening);
    return wire;
}

Result<Response> upload(Services& services, Call& call) {
    // What a camera wrote beside the picture never reaches the disk.
    auto bytes = clean_image(call.request.body);
    const auto info = read_image_info(bytes);
    if (!info) {
        return fail(ErrorCode::invalid, "is no whole JPEG, PNG, GIF or WebP picture", "body");
    }
    if (info->width < 1 || info->height < 1 || info->width > media_side_max ||
        info->height > media_side_max) {
        return fail(ErrorCode::invalid, "is wider or higher than 20000 pixels, or empty", "body");
    }
    app::MediaRecord media;
    media.user = call.caller.user;
    media.mime = info->mime;
    media.bytes = std::move(bytes);
    media.hash = hash_token(media.bytes);
    media.width = info->width;
    media.height = info->height;
    media.created_at = services.clock.now();
    media.id = services.ids.next<MediaId>(media.created_at);
    const auto saved = write_once<UploadedMedia>(
        services, call, Once::if_asked, [&](app::Transaction& t) -> Result<UploadedMedia> {
            t.save(media);
            return to_wire(media, static_cast<long long>(media.bytes.size()));
        });
    if (!saved) return fail(saved.error());
    return json_response(to_json(*saved), 201);
}

Result<UploadedMedia> describe(Services& services, Call& call, const MediaChange& input) {
    const auto id = call.id<MediaId>("id");
    if (!id) return fail(id.error());
    if (input.alt && input.alt->size() > alt_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 4000 bytes", "$.alt");
    }
    if (input.name && input.name->size() > file_name_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 400 bytes", "$.name");
    }
    return write<UploadedMedia>(services, [&](app::Transaction& t) -> Result<UploadedMedia> {
        auto media = t.media(*id);
        if (!media) return fail(ErrorCode::not_found, "There is no such picture.");
        if (input.alt) media->alt = clean_utf8(*input.alt);
        if (input.looked) media->looked_at = *input.looked ? services.clock.now() : Time{};
        if (input.screening) media->screening = from_wire(*input.screening);
        if (input.name) media->name = clean_utf8(*input.name);
        t.save(*media);
        return to_wire(*media, static_cast<long long>(media->bytes.size()));
    });
}

Result<Response> show(Services& services, Call& call) {
    const auto id = call.id<MediaId>("id");
    if (!id) return fail(id.error());
    return services.database.ask<Response>([&](store::Reader& reader) -> Result<Response> {
        auto media = reader.media(*id);
        if (!media) return fail(ErrorCode::not_found, "There is no such picture.");
        return picture_response(media->mime, std::move(media->bytes));
    });
}

/// A picture of a network, fetched by the desk: the agent's browser never talks to strangers.
Result<Response> proxy(Services& services, const std::string& url) {
    if (url.empty()) return fail(ErrorCode::not_found, "There is no picture.");
    auto picture = services.picture(url);
    if (!picture) return fail(picture.error());
    return picture_response(std::move(picture->first), std::move(picture->second));
}

Result<Response> avatar(Services& services, Call& call) {
    const auto id = call.id<IdentityId>("id");
    if (!id) return fail(id.error());
    const auto url =
        services.database.ask<std::string>([&](store::Reader& reader) -> Result<std::string> {
            const auto identity = reader.identity(*id);
            return identity ? identity->author.avatar_url : std::string{};
        });
    if (!url) return fail(url.error());
    return proxy(services, *url);
}

Result<Response> picture(Services& services, Call& call) {
    const auto id = call.id<PostId>("id");
    if (!id) return fail(id.error());
    const auto text = call.argument("number");
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return fail(ErrorCode::not_found, "There is no picture.");
    }
    const auto url =
        services.database.ask<std::string>([&](store::Reader& reader) -> Result<std::string> {
            const auto post = reader.post(*id);
            if (!post || number >= post->media.size()) return std::string{};
            return post->media[number].url;
        });
    if (!url) return fail(url.error());
    return proxy(services, *url);
}

}  // namespace

void add_media_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("media")); };
    auto post = raw_route(Method::post, "/api/v1/media", Access::trainee, "Upload a picture",
                          [&](Call& c) { return upload(services, c); })
                    .takes({"image/jpeg", "image/png", "image/gif", "image/webp"}, media_bytes_max)
                    .created()
                    .gives("application/json")
                    .with(once_parameter(Once::if_asked));
    post.output = &detail::schema_of<UploadedMedia>;
    add(std::move(post));
    add(route<MediaChange, UploadedMedia>(
        Method::put, "/api/v1/media/{id}", Access::trainee,
        "Describe a picture for who cannot see it",
        [&](Call& c, const MediaChange& in) { return describe(services, c, in); }));
    add(raw_route(Method::get, "/api/v1/media/{id}", Access::viewer, "Show a picture of ours",
                  [&](Call& c) { return show(services, c); })
            .gives("image/*"));
    add(raw_route(Method::get, "/api/v1/identities/{id}/avatar", Access::viewer,
                  "Show a customer's picture", [&](Call& c) { return avatar(services, c); })
            .gives("image/*"));
    add(raw_route(Method::get, "/api/v1/posts/{id}/pictures/{number}", Access::viewer,
                  "Show a picture of a post", [&](Call& c) { return picture(services, c); })
            .gives("image/*"));
}

}  // namespace heed::api
