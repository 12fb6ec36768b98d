#include "cli/demo_playbooks.hpp"

#include "app/playbooks.hpp"

namespace heed::cli {

namespace {

std::vector<app::PlaybookRecord> playbooks() {
    std::vector<app::PlaybookRecord> all(4);
    auto& delivery = all[0];
    delivery.topics = {"delivery"};
    delivery.title = "A parcel is late or lost";
    delivery.goal =
        "The customer knows where the parcel is, what we do next and when they hear from us again.";
    delivery.tone = "Concrete and calm. We sent it, so we find it: never \"contact the carrier\".";
    delivery.facts = {"Standard delivery takes 2 to 4 working days.",
                      "A parcel without a scan for 5 working days counts as lost.",
                      "Lost parcels are sent again or refunded, as the customer prefers.",
                      "Delivery addresses are taken in private only."};
    delivery.authority = {"Refund shipping without asking.",
                          "Send a lost parcel again without asking.",
                          "Vouchers up to 20 EUR without asking."};
    delivery.examples = {
        "Hi Maja, a birthday parcel that sits in a depot is no fun, I am sorry. I have asked the "
        "depot to look for it and will write to you here by 5 pm, found or not. /Aylin",
        "Hello Tom, you did wait in all day, and nobody rang: I would be cross as well. It comes "
        "tomorrow before noon; if it does not, I send you another one. /Ben"};
    auto& refunds = all[1];
    refunds.topics = {"returns_refund", "billing_price", "payment_card"};
    refunds.title = "Money back";
    refunds.goal = "They know how much comes back, when, and why not where it does not.";
    refunds.tone = "No small print. Say the sum and the date.";
    refunds.facts = {"Returns are taken for 30 days.",
                     "Refunds reach the customer's account within 5 working days.",
                     "We never ask for a card number, in public or in private."};
    refunds.authority = {"Refunds up to 50 EUR without asking.",
                         "Above that Ben decides, within the same day."};
    refunds.examples = {
        "Hi Ines, 34 EUR went back to you this morning; your bank shows it by Friday. Sorry that "
        "it took two mails. /Tomás"};
    auto& outage = all[2];
    outage.topics = {"app_website", "network_outage", "account_access"};
    outage.title = "The app or the network is down";
    outage.goal = "They know that we know, and when we say more.";
    outage.tone = "Short. No guesses about the cause.";
    outage.facts = {"The state of everything is on the status page.",
                    "During an outage we say something new every hour, also when nothing is new."};
    outage.authority = {"No promise of a time unless the technicians gave one."};
    outage.examples = {
        "Hi Leo, it is not you: sign-in is down since 14:10 for everybody. The next word comes at "
        "15:10, here. /Aylin"};
    auto& safety = all[3];
    safety.topics = {"safety_health", "food_hygiene"};
    safety.title = "Somebody got hurt or ill";
    safety.goal = "They are safe, taken seriously, and talk to a person within the hour.";
    safety.tone = "Warm and plain. Never doubt, never defend.";
    safety.facts = {"Ben is called at once, at any hour."};
    safety.authority = {"Nobody offers money or speaks of fault before Ben has called."};
    safety.examples = {
        "Oh no, Piet. Are you all right now? I have called our lead, Ben; he would like to ring "
        "you within the hour. May I send you a private message for the number? /Aylin"};
    return all;
}

}  // namespace

Status write_playbooks(app::Transaction& transaction, const app::Env& env, const Cast& cast) {
    const app::Env by_lead{env.now, env.ids, cast.lead()};
    const app::Env by_aylin{env.now, env.ids, cast.named("Aylin")};
    for (auto& record : playbooks()) {
        const auto saved = app::save_playbook(transaction, by_lead, std::move(record), {});
        if (!saved) return fail(saved.error());
        if (saved->topics.front() == "safety_health") continue;
        auto read = app::confirm_playbook(transaction, by_aylin, saved->id, saved->version);
        if (!read) return read;
    }
    return {};
}

}  // namespace heed::cli
