//! Door to YAML.
