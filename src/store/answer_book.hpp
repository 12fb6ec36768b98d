#pragma once

#include "app/answer_book.hpp"
#include "store/sql.hpp"

namespace heed::store {

class SqlAnswerBook final : public app::AnswerBook {
public:
    explicit SqlAnswerBook(Connection& db) : db_(db) {}

    GuardPolicy guard() override;
    void save(const GuardPolicy& policy) override;
    std::optional<app::OutgoingStop> outgoing_stop() override;
    void save(const app::OutgoingStop& stop) override;
    void delay_waiting(Time until) override;

    void add(const app::RemarkRecord& record) override;
    std::optional<app::RemarkRecord> remark(app::RemarkId id) override;
    void mark_remark(app::RemarkId id, std::optional<bool> right) override;

    std::optional<Promise> promise(PromiseId id) override;
    void save(const Promise& promise) override;
    std::vector<Promise> overdue(Time now, int limit) override;
    std::vector<Promise> to_remind(Time now, int limit) override;
    int count_broken(CustomerId customer) override;

    std::optional<app::RemedyRecord> remedy(ConversationId id) override;
    void save(const app::RemedyRecord& record) override;

    std::optional<app::PlaybookRecord> playbook(app::PlaybookId id) override;
    long long count_playbooks() override;
    void save(const app::PlaybookRecord& record) override;
    void confirm(app::PlaybookId id, long long version, UserId user, Time at) override;

    void note_shown(const std::string& hash, ConversationId conversation) override;

private:
    Connection& db_;
};

}  // namespace heed::store
