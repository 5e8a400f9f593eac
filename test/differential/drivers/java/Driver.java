import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * Runs the official Java SDK once per line: environment in, outcome out, both JSON.
 *
 * <p>A JVM's environment cannot change, so the map behind {@code System.getenv} is changed instead;
 * the SDK reads it when a client is made. It looks for the home directory in {@code user.home},
 * which the JVM takes from the user database and not from HOME.
 */
final class Driver {
    private static final String DECIDES = "(ANTHROPIC_|CLAUDE_).*|XDG_CONFIG_HOME|HOME";

    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, String> environment = environment();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode state = json.readTree(line);
            environment.keySet().removeIf(name -> name.matches(DECIDES));
            state.get("env").properties().forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
            setHome(environment.get("HOME"));
            var answer = json.createObjectNode().put("id", state.get("id").asText());
            try {
                call();
                answer.put("ok", true);
            } catch (Exception error) {
                answer.put("ok", false).put("error", oneLine(error));
            }
            System.out.println(answer);
            System.out.flush();
        }
    }

    private static void setHome(String home) {
        if (home == null) System.clearProperty("user.home");
        else System.setProperty("user.home", home);
    }

    private static void call() {
        AnthropicClient client = AnthropicOkHttpClient.builder().fromEnv().maxRetries(0).build();
        try {
            client.models().list();
        } finally {
            client.close();
        }
    }

    private static String oneLine(Exception error) {
        String said = (error.getClass().getSimpleName() + ": " + error.getMessage()).replaceAll("\\s+", " ");
        return said.substring(0, Math.min(said.length(), 300));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> environment() throws ReflectiveOperationException {
        Map<String, String> unmodifiable = System.getenv();
        Field behind = unmodifiable.getClass().getDeclaredField("m");
        behind.setAccessible(true);
        return (Map<String, String>) behind.get(unmodifiable);
    }
}
