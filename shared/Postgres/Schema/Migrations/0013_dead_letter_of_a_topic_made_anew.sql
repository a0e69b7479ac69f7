-- A topic that is deleted and made anew begins again at offset 0: what is parked of it is another record than the one parked at that offset before.

alter table cdc.dead_letter drop constraint dead_letter_consumer_group_topic_partition_record_offset_key;

create unique index dead_letter_record on cdc.dead_letter (consumer_group, topic, partition, record_offset, record_time);
