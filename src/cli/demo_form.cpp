#include "cli/demo_form.hpp"

namespace heed::cli {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::vector<FormPost> write_form_posts() {
    return {
        {hours{9} + minutes{12}, "form:bread-bin", "", "", "Margaret Osei",
         "margaret.osei@mail.example", "en",
         "Good morning. The enamel bread bin came yesterday and is lovely, but the lid in the box "
         "belongs to a different one: it is cream and two centimetres too small. I'd rather keep "
         "the bin and have the right lid than send everything back. Is that possible? The order "
         "is LK-48213.\n\nMargaret Osei"},
        {hours{8} + minutes{31}, "bread-bin-1", "form:bread-bin", "Aylin", "", "", "en",
         "Dear Margaret, what a pity, and how kind of you to want to keep it. The right lid is on "
         "my desk as I write: it leaves with tonight's post and should be with you on Thursday. "
         "Please keep the cream one, perhaps it fits a pot. I'll look on Thursday evening whether "
         "it has come. – Aylin"},
        {hours{5} + minutes{54}, "form:invoice", "", "", "Joost Verhage",
         "joost@verhage-fietsen.example", "en",
         "Hello, we are a small bicycle shop and order packing material from you. Since January "
         "the invoices carry our old address, so our accountant sends them back. I changed it in "
         "the account twice. Can somebody change it where it counts?"},
        {hours{5} + minutes{20}, "invoice-1", "form:invoice", "Ben", "", "", "en",
         "Hello Joost, it was changed for the parcels but not for the invoices, which is our "
         "doing. I have put it right there and asked accounts to write January to now once more; "
         "they come by mail today. Would you tell me whether the accountant is happy? – Ben"},
        {minutes{38}, "form:voucher", "", "", "Leah Montague", "leah.montague@mail.example", "en",
         "Hi! I was given a Larkspur voucher for my birthday (40, it says) and the shop on Mill "
         "Lane told me it only works online, while the website says it only works in shops. I "
         "don't mind which, I'd just like to buy the little copper watering can before it's gone. "
         "Could you help?\n\nThank you, Leah"},
    };
}

}  // namespace

const std::vector<FormPost>& form_posts() {
    static const auto posts = write_form_posts();
    return posts;
}

app::IncomingPost as_incoming(const FormPost& said, Time at) {
    app::IncomingPost post;
    post.remote_id = said.remote_id;
    post.author.remote_id = post.author.handle = said.mail;
    post.author.name = said.name;
    post.written_at = at;
    post.text = said.text;
    post.language = said.language;
    post.room = RoomKind::private_page;
    return post;
}

}  // namespace heed::cli
