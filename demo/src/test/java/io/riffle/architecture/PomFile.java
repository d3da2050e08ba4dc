package io.riffle.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom.xml, read by the names of its elements; what is not there is empty. */
final class PomFile {
    private final Element project;

    private PomFile(Element project) {
        this.project = project;
    }

    static PomFile read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new PomFile(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException(file + " must be XML: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The first element on this path. */
    String text(String... path) {
        List<String> found = texts(path);
        return found.isEmpty() ? "" : found.get(0);
    }

    /** All elements on this path. */
    List<String> texts(String... path) {
        List<Element> found = List.of(project);
        for (String name : path) {
            found = found.stream()
                    .flatMap(element -> children(element, name).stream())
                    .toList();
        }
        return found.stream().map(element -> element.getTextContent().strip()).toList();
    }

    private static List<Element> children(Element element, String name) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found && found.getTagName().equals(name)) {
                children.add(found);
            }
        }
        return children;
    }
}
