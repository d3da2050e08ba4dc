package io.riffle.model.graph;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files that are models, but none that can be taken: what they are, and what to export instead. */
public enum OtherFormat {
    PICKLE(
            "(?s)\\x80[\\x02-\\x05].*",
            "a pickle, which runs code when it is read: export the model from Python by clients/python/riffle_export.py"),
    ZIP("(?s)PK\\x03\\x04.*", "an archive (PyTorch, Keras): export the model by torch.onnx.export or tf2onnx"),
    HDF5("(?s)\\x89HDF.*", "HDF5 (Keras): export the model by tf2onnx"),
    GZIP("(?s)\\x1f\\x8b.*", "packed by gzip: unpack it"),
    XGBOOST_BINARY("(?s)binf.*", "XGBoost's old binary format: save it by booster.save_model('model.json')"),
    CATBOOST("(?s)CBM1.*", "CatBoost's own format: save it by model.save_model('model.onnx', format='onnx')"),
    XML("(?s)\\s*<\\?xml.*", "XML (PMML, OpenVINO): export the model as ONNX");

    private static final int HEAD = 64;

    private final String pattern;
    private final String advice;

    OtherFormat(String pattern, String advice) {
        this.pattern = pattern;
        this.advice = advice;
    }

    /** What the bytes are, and what to do; empty if they are none of these. */
    public static Optional<String> advice(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        for (OtherFormat format : values()) {
            if (head.matches(format.pattern)) {
                return Optional.of(format.advice);
            }
        }
        return Optional.empty();
    }
}
