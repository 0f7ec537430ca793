import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Opens graph files as Gephi does: each line of standard input names a file, each line of standard output is the
 * graph that Gephi made of it, as JSON. It ends when its input does, so it never outlives the tests.
 */
public class Importer {
    public static void main(String[] words) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // libraries may print; standard output carries JSON alone
        Lookup.getDefault().lookup(ProjectController.class).newProject();
        for (String name; (name = input.readLine()) != null; ) {
            output.println(new Gson().toJson(open(new File(name))));
        }
        Runtime.getRuntime().halt(0); // threads of the toolkit would keep the process alive
    }

    private static Map<String, Object> open(File file) {
        var result = new LinkedHashMap<String, Object>();
        try {
            var controller = Lookup.getDefault().lookup(ImportController.class);
            Container container = controller.importFile(file);
            var projects = Lookup.getDefault().lookup(ProjectController.class);
            Workspace workspace = projects.newWorkspace(projects.getCurrentProject());
            projects.openWorkspace(workspace);
            controller.process(container, new DefaultProcessor(), workspace);
            var graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace).getGraph();
            result.put("nodes", describeNodes(graph.getNodes().toArray()));
            result.put("edges", describeEdges(graph.getEdges().toArray()));
            result.put("issues", describeIssues(container));
            projects.deleteWorkspace(workspace);
        } catch (Throwable problem) {
            result.put("failed", problem.toString());
        }
        return result;
    }

    private static List<Object> describeNodes(Node[] nodes) {
        var found = new ArrayList<Object>();
        for (Node node : nodes) {
            found.add(describe(node));
        }
        return found;
    }

    private static List<Object> describeEdges(Edge[] edges) {
        var found = new ArrayList<Object>();
        for (Edge edge : edges) {
            var described = describe(edge);
            described.put("source", edge.getSource().getId());
            described.put("target", edge.getTarget().getId());
            described.put("kind", edge.getTypeLabel());
            described.put("weight", edge.getWeight());
            described.put("directed", edge.isDirected());
            found.add(described);
        }
        return found;
    }

    private static Map<String, Object> describe(Element element) {
        var attributes = new LinkedHashMap<String, Object>();
        for (Column column : element.getAttributeColumns()) {
            if (!column.isProperty()) {
                Object value = element.getAttribute(column);
                boolean plain = value == null || value instanceof Boolean || value instanceof Number;
                attributes.put(column.getTitle(), plain ? value : value.toString());
            }
        }
        var described = new LinkedHashMap<String, Object>();
        described.put("id", element.getId());
        described.put("label", element.getLabel());
        described.put("attributes", attributes);
        return described;
    }

    private static List<String> describeIssues(Container container) {
        var found = new ArrayList<String>();
        for (var issues = container.getReport().getIssues(1000); issues.hasNext(); ) {
            Issue issue = issues.next();
            found.add(issue.getLevel() + ": " + issue.getMessage());
        }
        return found;
    }
}
