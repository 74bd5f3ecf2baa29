package dev.tickwork.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {
    private final Redactor redactor = new Redactor(List.of("K3Y/with+signs=", "abc"));

    @Test
    void knows_the_keys_by_heart_in_plain_and_encoded_form() {
        String text = "We have detected your API key as K3Y/with+signs= (K3Y%2Fwith%2Bsigns%3D)";

        assertThat(redactor.redact(text)).isEqualTo("We have detected your API key as *** (***)");
    }

    @Test
    void leaves_ordinary_words_alone() {
        assertThat(redactor.redact("abc tokens left: 5, key rate 4.5")).isEqualTo("abc tokens left: 5, key rate 4.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://x/y?symbol=A&apikey=other&z=1  | https://x/y?symbol=A&apikey=***&z=1
            api_key=other                          | api_key=***
            {"access_key":"other","a":1}           | {"access_key":"***","a":1}
            Authorization: Bearer other            | Authorization: Bearer ***
            Authorization: apikey other            | Authorization: apikey ***
            Authorization: other                   | Authorization: ***
            ?token=other#x                         | ?token=***
            PASSWORD = other                       | PASSWORD = ***
            """)
    void hides_what_is_named_like_a_secret(String text, String clean) {
        assertThat(redactor.redact(text)).isEqualTo(clean);
    }
}
