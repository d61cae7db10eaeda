-- outbound_message_counted begins with person_id, too: it finds the messages of a person who is deleted.
drop index outbound_message_person;
