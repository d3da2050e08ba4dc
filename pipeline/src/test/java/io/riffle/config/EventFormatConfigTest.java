package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.settings.ConfigException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormatConfigTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    format: avro | event.format  must come with event.schema or event.registry: was avro alone
                    format: xml | event.format  must be one of json, avro, protobuf, json-schema, csv: was 'xml'
                    schema: a.avsc | event.schema  must be left out unless the format is avro or protobuf: was set
                    format: protobuf, schema: a.desc | event.message  must be given with event.schema, whose message it names: was only one
                    message: a.B | event.message  must be left out unless the format is protobuf: was set
                    format: csv, fields-in: data | event.fields-in  must be left out where the format is csv, whose cells stand in no object: was set
                    format: json-schema, arrays: split | event.arrays  must not be split unless the format is json, for events are cut out of its text: was split
                    csv: {columns: [a, a]} | event.csv.columns  must differ from each other: was [a, a]
                    csv: {delimiter: ab} | event.csv.delimiter  must be one character, or \\t for a tab: was 'ab'
                    csv: {header: false} | event.csv.columns  must be given where files have no header: was absent
                    registry: {} | event.registry.url  is required
                    registry: {url: 'http://me:hunter2@a/b'} | event.registry.url  must be an address such as http://registry:8081, without user and password: was 'http://***@a/b'
                    registry: {url: 'http://a', trust: a.pem} | event.registry.trust  must be left out unless the URL begins with https: was set
                    registry: {url: 'http://a', user: me} | event.registry.password  must be given with user: was only one
                    registry: {url: 'http://a', ids: eight-bytes} | event.registry.ids  must be four-bytes unless api is apicurio: was eight-bytes
                    registry: {url: 'http://a', patience: 3m} | event.registry.patience  must be at most 2m: was 3m
                    registry: {url: 'http://a', schemas: 0} | event.registry.schemas  must be at least 1: was 0
                    format: protobuf, registry: {url: 'http://a', api: apicurio} | event.schema  must be given where event.registry.api is apicurio, which has no descriptors of Protobuf: was absent
                    """)
    void message_saysWhatMustHold(String keys, String problem) {
        String yaml = PipelineFile.MINIMAL.replace("entity: card_id}", "entity: card_id, " + keys + "}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> PipelineFile.of(folder, yaml).load())
                .satisfies(refused -> assertThat(refused.problems().toString()).endsWith("p.yaml:3  " + problem + "]"));
    }
}
