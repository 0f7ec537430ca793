import java.nio.file.Path;
import java.util.Map;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * One embedded Neo4j server: its home, with neo4j.conf in it, is the one argument; the password is in NEO4J_PASSWORD.
 * It prints a line that begins "ready " and ends when its standard input does, so it never outlives the tests.
 */
public class Server {
    public static void main(String[] words) {
        try {
            start(Path.of(words[0]), System.getenv("NEO4J_PASSWORD"));
            System.out.println("ready " + ProcessHandle.current().pid());
            while (System.in.read() >= 0) {
                // Nothing is ever said; the end of the input is the signal.
            }
            Runtime.getRuntime().halt(0);
        } catch (Throwable problem) {
            problem.printStackTrace();
            Runtime.getRuntime().halt(1); // else the threads of the half-started server keep it alive
        }
    }

    private static void start(Path home, String password) {
        var service = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("neo4j.conf"))
                .build();
        var system = service.database("system");
        boolean fresh = system.executeTransactionally(
                "SHOW USERS YIELD passwordChangeRequired AS fresh", Map.of(), rows -> (Boolean) rows.next().get("fresh"));
        if (fresh) {
            system.executeTransactionally(
                    "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
        }
    }
}
