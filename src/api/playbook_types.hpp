#pragma once

#include "api/person_types.hpp"

/// Guidelines for kinds of matters, as they travel.
namespace heed::api {

struct Playbook {
    Text id;
    Texts topics;  ///< ids of topics; none: for every matter without a playbook of its own
    Text title, goal, tone;
    Texts facts, authority;
    Texts examples;         ///< to learn from, not to paste
    long long version = 1;  ///< also the ETag
    Text updated_at;
    Person updated_by;
    bool retired = false;
    bool confirmed = false;           ///< the caller said to have read this version
    long long confirmed_version = 0;  ///< the newest that the caller has read; 0: none
    long long readers_missing = 0;    ///< people who answer customers and have not
};
BOOST_DESCRIBE_STRUCT(Playbook, (),
                      (id, topics, title, goal, tone, facts, authority, examples, version,
                       updated_at, updated_by, retired, confirmed, confirmed_version,
                       readers_missing))

struct PlaybookList {
    std::vector<Playbook> items;
};
BOOST_DESCRIBE_STRUCT(PlaybookList, (), (items))

struct PlaybookChange {
    Texts topics;
    Text title, goal, tone;
    Texts facts, authority, examples;
    bool retired = false;
};
BOOST_DESCRIBE_STRUCT(PlaybookChange, (),
                      (topics, title, goal, tone, facts, authority, examples, retired))

struct PlaybookVersion {
    long long version = 1;
    Text at;
    Person by;
    Text title, goal, tone;
    Texts facts, authority, examples;
};
BOOST_DESCRIBE_STRUCT(PlaybookVersion, (),
                      (version, at, by, title, goal, tone, facts, authority, examples))

struct PlaybookVersions {
    std::vector<PlaybookVersion> items;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(PlaybookVersions, (), (items))

/// The caller has read this version.
struct PlaybookConfirmation {
    long long version = 0;
};
BOOST_DESCRIBE_STRUCT(PlaybookConfirmation, (), (version))

struct PlaybookReader {
    Person person;
    Text at;
};
BOOST_DESCRIBE_STRUCT(PlaybookReader, (), (person, at))

struct PlaybookReading {
    long long version = 0;
    std::vector<PlaybookReader> confirmed;  ///< the first one first
};
BOOST_DESCRIBE_STRUCT(PlaybookReading, (), (version, confirmed))

struct PlaybookReadings {
    std::vector<PlaybookReading> items;  ///< versions that somebody confirmed, newest first
    /// Who answers customers and has not confirmed the version in force.
    std::vector<Person> missing;
};
BOOST_DESCRIBE_STRUCT(PlaybookReadings, (), (items, missing))

struct TopicGap {
    Text topic, label;
    long long conversations = 0;  ///< of the last 90 days
};
BOOST_DESCRIBE_STRUCT(TopicGap, (), (topic, label, conversations))

struct UnreadPlaybook {
    Text playbook_id, title;
    long long version = 0;
    std::vector<Person> people;  ///< who have not confirmed it
};
BOOST_DESCRIBE_STRUCT(UnreadPlaybook, (), (playbook_id, title, version, people))

struct PlaybookGaps {
    std::vector<TopicGap> topics;  ///< matters without a playbook, the most frequent first
    std::vector<UnreadPlaybook> unread;
};
BOOST_DESCRIBE_STRUCT(PlaybookGaps, (), (topics, unread))

}  // namespace heed::api
